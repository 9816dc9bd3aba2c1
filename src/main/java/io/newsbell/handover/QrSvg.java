package io.newsbell.handover;

import io.nayuki.qrcodegen.QrCode;

/// A QR code as a drawing: black on white in dark mode, too, because many cameras read no other.
final class QrSvg {
    /// ISO/IEC 18004 asks for four modules of white around it.
    private static final int QUIET_ZONE = 4;

    private QrSvg() {}

    static String of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var edge = code.size + 2 * QUIET_ZONE;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>""".formatted(edge, path(code));
    }

    private static String path(QrCode code) {
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return path.toString();
    }
}
