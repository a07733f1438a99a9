// Writes what notebook cells show as pages, for the tests in a browser: RESULTS, CLIP and PAGES come from the environment.
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.chart.Charts;
import dev.reelframe.media.ClipWriter;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.Video;
import dev.reelframe.notebook.Notebook;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.player.Player;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import dev.reelframe.table.TableFormat;
import tech.tablesaw.api.*;
Path folder = Path.of(System.getenv("RESULTS"));
Path pages = Files.createDirectories(Path.of(System.getenv("PAGES")));
void page(String name, Object... cells) throws IOException {
  String head = "<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>Notebook</title><style>:root{color-scheme:light dark}body{font:14px system-ui;margin:16px}</style><main><h1>Notebook</h1>";
  StringBuilder body = new StringBuilder();
  for (Object cell : cells) body.append("<div class=cell>").append(Notebook.html(cell)).append("</div>\n");
  Files.writeString(pages.resolve(name), head + body + "</main></html>");
}
SavedResults saved = SavedResults.read(folder);
MeasuredTable frames = saved.signal("cut_analysis").orElseThrow();
MeasuredTable text = saved.table("text_overlay").orElseThrow();
MeasuredTable audio = saved.table("audio_analysis").orElseThrow();
MeasuredTable things = saved.table("object_detection").orElseThrow();
Player player = Player.open(List.of(folder), Optional.of(Path.of(System.getenv("CLIP"))));
page("tables.html", frames, text, player);
page("charts.html", Charts.line(audio, "loudness_lufs", "momentary_max_lufs"), Charts.line(frames, "change_ratio"), Charts.bars(things, "label", "confidence"),
    Charts.bars(saved.table("audio_environment").orElseThrow(), "label"), Charts.histogram(frames, "brightness_level"), Charts.scatter(frames, "brightness_level", "contrast_level"));
String[] hostile = new com.fasterxml.jackson.databind.ObjectMapper().readValue(Path.of(System.getenv("HOSTILE")).toFile(), String[].class);
StringColumn words = StringColumn.create("<img src=x onerror=window.hit=1>", hostile);
page("hostile.html", Table.create("</script><script>window.hit=1</script>", words, DoubleColumn.create("time_s", IntStream.range(0, hostile.length).asDoubleStream().toArray())),
    Charts.bars(Table.create("t", words, DoubleColumn.create("n", IntStream.range(0, hostile.length).asDoubleStream().toArray())), words.name(), "n"));
// A run over a clip with a hostile name, whose captions are hostile.
Path named = Files.copy(Path.of(System.getenv("CLIP")), pages.resolve("<img src=x onerror=window.hit=1>.mp4"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
var captions = Analyzer.named("text_overlay").reads(Frames.every(60)).returns(Schema.intervals("text_overlay", hostile[0]).text("text", hostile[1]).box().confidence()).perFrame((frame, rows) -> { for (int i = 0; i < hostile.length; i++) rows.add(0.1 * i, 9.0, hostile[i], 10, 20, 30, 40, 0.9); });
var run = Pipeline.of(captions).run(Video.open(named));
run.save(pages.resolve("hostile"));
player.save(pages.resolve("player.zip"));
// The same pictures at a rate that speeds up and slows down.
Path variable = Path.of(System.getenv("VFR_CLIP"));
double bent(double t) { return t + 0.3 * Math.sin(2 * t); }
try (Decoding decoding = Video.open(Path.of(System.getenv("CLIP"))).decode(List.of(Frames.all()));
    ClipWriter out = ClipWriter.open(variable, new ClipWriter.Shape(360, 640, 30, Optional.empty()))) {
  for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
    Frame frame = (Frame) next.get().item();
    out.picture(bent(frame.timeS()), bent(frame.timeS() + 1 / 30.0), frame.data());
  }
  out.finish();
}
Pipeline.standard().only(Set.of("object_detection", "cut_analysis")).run(Video.open(variable)).save(Path.of(System.getenv("VFR_RESULTS")), List.of(TableFormat.CSV));
/exit
