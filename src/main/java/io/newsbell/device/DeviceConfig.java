package io.newsbell.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much is taken from whom, on each node.
@ConfigMapping(prefix = "newsbell.device")
interface DeviceConfig {
    /// First registrations a minute from one address block (IPv4 /24, IPv6 /48). A mobile carrier puts thousands of
    /// phones behind one block: a lower number turns readers away on the evening when everyone installs the app.
    @WithDefault("1000")
    int registrationsPerBlock();

    /// First registrations a second from everybody. More than that is no audience but an attack, or a broken app; it
    /// is told to come back later, and alerts go out undisturbed.
    @WithDefault("2000")
    int registrationsPerSecond();

    /// Calls a minute of one device.
    @WithDefault("300")
    int callsPerDevice();
}
