package dev.reelframe.chart;

import dev.reelframe.markup.BuildFile;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A chart of XChart's in the look of the toolkit's own drawings: on a page it takes the colour of
 * the text around it, as a file it has a ground of its own.
 *
 * @param title what it shows, for readers who cannot see it
 */
record ChartPicture(String title, Chart<?, ?> chart) implements Picture {
  private static final BuildFile GROUND = BuildFile.of(SvgWriter.class, "svg.css").compact();
  private static final String NO_DTD =
      "http://apache.org/xml/features/nonvalidating/load-external-dtd";

  /** How VectorGraphics2D writes the ink of {@link HouseStyle}. */
  private static final String INK =
      "rgb(%d,%d,%d)"
          .formatted(HouseStyle.INK.getRed(), HouseStyle.INK.getGreen(), HouseStyle.INK.getBlue());

  @Override
  public int width() {
    return chart.getWidth();
  }

  @Override
  public int height() {
    return chart.getHeight();
  }

  @Override
  public String svg() {
    return drawn(Html.style(GROUND)).toString();
  }

  @Override
  public Html html() {
    return drawn(Html.nothing());
  }

  private Html drawn(Html style) {
    Tag svg =
        Html.tag("svg")
            .attribute("xmlns", "http://www.w3.org/2000/svg")
            .attribute("viewBox", "0 0 %d %d".formatted(width(), height()))
            .attribute("width", width())
            .attribute("height", height())
            .attribute("role", "img")
            .attribute("style", "max-width:100%;height:auto")
            .add(Html.tag("title").addText(title), style);
    Element root = document();
    for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && !isGround(element)) {
        svg.add(copy(element));
      }
    }
    return svg;
  }

  private boolean isGround(Element element) {
    return element.getTagName().equals("rect")
        && element.getAttribute("height").equals(Integer.toString(height()))
        && element.getAttribute("width").equals(Integer.toString(width()));
  }

  private static Tag copy(Element element) {
    Tag tag = Html.tag(element.getTagName());
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      String value = attributes.item(i).getNodeValue();
      tag.attribute(attributes.item(i).getNodeName(), value.replace(INK, "currentColor"));
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        tag.add(copy(inner));
      }
    }
    return tag;
  }

  private Element document() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(NO_DTD, false);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(out.toByteArray()))
          .getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("the chart's own SVG cannot be read", e);
    }
  }

  @Override
  public byte[] png(double scale) {
    if (!(scale >= 0.1 && scale <= 8)) {
      throw new IllegalArgumentException("scale " + scale + ": give 0.1 to 8");
    }
    int w = (int) Math.ceil(width() * scale);
    int h = (int) Math.ceil(height() * scale);
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(scale, scale);
      chart.paint(graphics, width(), height());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      graphics.dispose();
    }
  }

  @Override
  public Path save(Path file) throws IOException {
    return PictureFiles.save(this, file);
  }

  @Override
  public String toString() {
    return title + ", " + width() + " x " + height() + "; save(Path.of(\"picture.svg\")) writes it";
  }
}
