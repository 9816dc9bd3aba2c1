/// A strict stand-in for Google's FCM v1 HTTP API on 127.0.0.1, with the phones behind it.
///
/// Takes what a Firebase client sends (`POST /token`, `POST /v1/projects/{project}/messages:send`) and
/// refuses what Google refuses, in Google's words; leaves every accepted message in the [Ledger], from
/// which a [PhoneScreen] tells what the reader sees. Start reading at [Sandbox], then [SendEndpoint].
///
/// Alone, on its own port, with its files in a folder of your choice:
///
/// ```
/// ./mvnw package -DskipTests && cd target/quarkus-app
/// java -cp 'app/*:lib/main/*:lib/boot/*' io.newsbell.sandbox.SandboxMain \
///     --port 9443 --folder /tmp/sandbox --delay-ms 20
/// alias fcm='curl --cacert /tmp/sandbox/certificate.pem'
/// fcm -d '{"name":"ana"}' https://localhost:9443/sandbox/tokens
/// fcm -X PUT -d '{"lever":"unavailable","share":0.1}' https://localhost:9443/sandbox/levers
/// fcm -N https://localhost:9443/sandbox/stream
/// ```
///
/// What may go wrong on purpose is a [Lever]. What may go wrong otherwise: the port is taken, or the
/// folder cannot be written; both stop [Sandbox#start] with the reason.
///
/// Plain Java on Vert.x: no other package of Newsbell, no Quarkus, no CDI; nothing in the product imports it.
@NullMarked
package io.newsbell.sandbox;

import org.jspecify.annotations.NullMarked;
