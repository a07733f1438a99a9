package dev.reelframe.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Colours, type and rules of the toolkit's drawings, for charts of XChart's with two axes. */
final class HouseStyle {
  /** The colour of text on paper; where a page has another, that stands in its place. */
  static final Color INK = ThemeColor.TEXT.onPaper();

  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color RULE = ThemeColor.RULE.onPaper();
  private static final Color CLEAR = new Color(255, 255, 255, 0);

  private HouseStyle() {}

  /** The hue for the n-th thing, from 0. */
  static Color hue(int n) {
    return ThemeColor.hue(n).onPaper();
  }

  static void on(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(CLEAR);
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(TEXT.deriveFont(Font.BOLD, 14f));
    styler.setChartTitleFontColor(INK);
    styler.setChartTitleBoxVisible(false);
    styler.setPlotBorderVisible(false);
    styler.setLegendBorderColor(CLEAR);
    styler.setLegendBackgroundColor(CLEAR);
    styler.setLegendFont(TEXT);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setAxisTickLabelsFont(TEXT);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTitleFont(TEXT);
    styler.setXAxisTitleColor(INK);
    styler.setYAxisTitleColor(INK);
    styler.setAxisTickMarksColor(RULE);
    styler.setPlotGridLinesColor(RULE);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAnnotationLineColor(INK);
    styler.setAnnotationLineStroke(new BasicStroke(1));
    styler.setAnnotationTextFont(TEXT);
    styler.setAnnotationTextFontColor(INK);
    styler.setMarkerSize(9);
    Color[] hues = new Color[8];
    for (int i = 0; i < hues.length; i++) {
      hues[i] = hue(i);
    }
    styler.setSeriesColors(hues);
    styler.setSeriesMarkers(new Marker[] {SeriesMarkers.CIRCLE});
    styler.setSeriesLines(new BasicStroke[] {new BasicStroke(2)});
  }
}
