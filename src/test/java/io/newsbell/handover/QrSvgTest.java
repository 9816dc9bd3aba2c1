package io.newsbell.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrSvgTest {
    private static final String LINK =
            "https://open.publisher.example/newsbell#handover=nbh_VGhpcyBpcyBub3QgYSByZWFsIHRva2VuIGF0IGFsbCE";
    private static final int QUIET = 4;

    @Test
    void another_projects_reader_reads_the_link() throws FormatException, ChecksumException {
        var svg = QrSvg.of(LINK);

        var size = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"")
                .matcher(svg)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
        var modules = new BitMatrix(size - 2 * QUIET);
        Pattern.compile("M(\\d+) (\\d+)h1v1h-1z")
                .matcher(svg)
                .results()
                .forEach(module -> modules.set(
                        Integer.parseInt(module.group(1)) - QUIET, Integer.parseInt(module.group(2)) - QUIET));
        assertThat(new Decoder().decode(modules).getText()).isEqualTo(LINK);
    }
}
