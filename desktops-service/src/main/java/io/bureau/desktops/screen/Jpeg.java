package io.bureau.desktops.screen;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as JPEG, by the JDK's encoder, in memory alone. */
final class Jpeg {

    private Jpeg() {}

    /** @param quality 1 to 100 */
    static byte[] encode(Picture picture, int quality) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(picture.width() * picture.height() / 8 + 1024);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(quality / 100f);
            writer.write(null, new IIOImage(image(picture), null, null), settings);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** In the order of bytes that the encoder takes without converting them first, which would take as long again. */
    private static BufferedImage image(Picture picture) {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        var bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int to = 0;
        for (int pixel : picture.pixels()) {
            bytes[to++] = (byte) pixel;
            bytes[to++] = (byte) (pixel >> 8);
            bytes[to++] = (byte) (pixel >> 16);
        }
        return image;
    }
}
