package io.newsbell.http2;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Passes bytes on between a client and a service, until it loses them.
final class Tunnel implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final int service;
    private volatile boolean isLosing;

    Tunnel(int service) throws IOException {
        this.service = service;
        Thread.ofVirtual().name("tunnel").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on what comes is taken, and goes nowhere.
    void loseEverything() {
        isLosing = true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var end : ends) {
            end.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                var there = new Socket(InetAddress.getLoopbackAddress(), service);
                ends.addAll(List.of(client, there));
                Thread.ofVirtual().start(() -> pass(client, there));
                Thread.ofVirtual().start(() -> pass(there, client));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[16_384];
        try {
            for (int read = from.getInputStream().read(bytes);
                    read > 0;
                    read = from.getInputStream().read(bytes)) {
                if (!isLosing) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // One of the ends was closed.
        }
    }
}
