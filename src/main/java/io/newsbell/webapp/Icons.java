package io.newsbell.webapp;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/// The app's icon: a bell on the publisher's colour. A shape and not a letter, because a server may have no
/// fonts.
final class Icons {
    /// The side of the drawing that the bell's outline is given in.
    private static final double GRID = 24;

    private static final Map<String, Kind> KINDS = Map.of(
            "192.png", new Kind(192, Ground.ROUNDED, 0.62),
            "512.png", new Kind(512, Ground.ROUNDED, 0.62),
            // All that matters within the middle 80 %: what is around it may be cut to any shape.
            "maskable-512.png", new Kind(512, Ground.FULL, 0.5),
            "maskable-192.png", new Kind(192, Ground.FULL, 0.5),
            // iOS rounds it itself, and puts black behind what is transparent.
            "apple-180.png", new Kind(180, Ground.FULL, 0.58),
            // Android takes only its outline.
            "badge-96.png", new Kind(96, Ground.NONE, 0.92));

    private final Colours colours;
    private final Map<String, byte[]> drawn = new ConcurrentHashMap<>();

    Icons(Colours colours) {
        this.colours = colours;
    }

    Optional<byte[]> png(String name) {
        return Optional.ofNullable(KINDS.get(name)).map(kind -> drawn.computeIfAbsent(name, _ -> png(draw(kind))));
    }

    /// For tabs.
    String svg() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5.4" fill="%s"/>\
                <path transform="translate(4.56 4.3) scale(.62)" fill="%s" d="M12 2a2 2 0 0 0-2 2v.6A6 6 0 0 0 6 10v5l-2 3h16l-2-3v-5a6 6 0 0 0-4-5.4V4a2 2 0 0 0-2-2zm-2.5 17a2.5 2.5 0 0 0 5 0z"/></svg>
                """.formatted(Colours.hex(colours.own()), Colours.hex(colours.onOwn()));
    }

    private BufferedImage draw(Kind kind) {
        var size = kind.size();
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(colours.own());
        switch (kind.ground()) {
            case ROUNDED -> pen.fill(new RoundRectangle2D.Double(0, 0, size, size, size * 0.45, size * 0.45));
            case FULL -> pen.fillRect(0, 0, size, size);
            case NONE -> {}
        }
        pen.setColor(kind.ground() == Ground.NONE ? Color.WHITE : colours.onOwn());
        drawBell(pen, size, kind.share());
        pen.dispose();
        return image;
    }

    /// @param share of the side that the bell's own grid has
    private static void drawBell(Graphics2D pen, int size, double share) {
        var scale = size * share / GRID;
        var place = new AffineTransform();
        place.translate(size * (1 - share) / 2, size * (1 - share) / 2);
        place.scale(scale, scale);
        pen.fill(place.createTransformedShape(bell()));
        pen.fill(place.createTransformedShape(new Ellipse2D.Double(9.9, 2, 4.2, 4.2)));
        var clapper = new Arc2D.Double(9.5, 16.5, 5, 5, 180, 180, Arc2D.CHORD);
        pen.fill(place.createTransformedShape(clapper));
    }

    /// The follow button's, from the left foot upwards.
    private static Path2D bell() {
        var bell = new Path2D.Double();
        bell.moveTo(4, 18);
        bell.lineTo(6, 15);
        bell.lineTo(6, 10);
        bell.curveTo(6, 6.7, 8.7, 4, 12, 4);
        bell.curveTo(15.3, 4, 18, 6.7, 18, 10);
        bell.lineTo(18, 15);
        bell.lineTo(20, 18);
        bell.closePath();
        return bell;
    }

    private static byte[] png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private enum Ground {
        ROUNDED,
        FULL,
        NONE
    }

    private record Kind(int size, Ground ground, double share) {}
}
