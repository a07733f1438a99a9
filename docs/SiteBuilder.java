import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * The pages of the documentation as HTML, see {@code docs/site}. A page keeps its place, so that
 * relative links stay what they are: {@code docs/tables.md} becomes {@code docs/tables.html}, a
 * {@code README.md} the {@code index.html} of its folder.
 */
final class SiteBuilder {
  private static final Map<String, String> MENU = new LinkedHashMap<>();

  static {
    MENU.put("README.md", "Guide");
    MENU.put("docs/install.md", "Install");
    MENU.put("docs/tables.md", "Tables");
    MENU.put("docs/experiments.md", "Experiments");
    MENU.put("docs/corpus.md", "Many clips");
    MENU.put("docs/python.md", "Python");
    MENU.put("docs/profile.md", "Profile");
    MENU.put("docs/architecture.md", "Architecture");
    MENU.put("CHANGELOG.md", "Changes");
  }

  private static final String STYLE =
      """
      :root { color-scheme: light dark }
      body { font: 1rem/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 0 1rem 4rem }
      nav { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; padding: .8rem 0; border-bottom: 1px solid #8886 }
      pre, code { font: .88rem/1.45 ui-monospace, monospace }
      pre { overflow-x: auto; padding: .7rem 1rem; background: #8881; border-radius: .4rem }
      .wide { overflow-x: auto }
      table { border-collapse: collapse }
      th, td { border: 1px solid #8884; padding: .25rem .6rem; text-align: left; vertical-align: top }
      img { max-width: 100% }
      """;

  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

  private final Path root;
  private final Path out;
  private final Set<String> files;
  private final Parser parser;
  private final HtmlRenderer renderer;
  private final Map<String, Set<String>> ids = new HashMap<>();
  private final Set<String> folders = new LinkedHashSet<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** A link into a page, to be held against the headings that page has. */
  private record Reference(String from, String page, String id) {}

  private SiteBuilder(Path root, Path out, Set<String> files) {
    this.root = root;
    this.out = out;
    this.files = files;
    List<Extension> extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    parser = Parser.builder().extensions(extensions).build();
    renderer = HtmlRenderer.builder().extensions(extensions).build();
  }

  /** Takes the repository's folder and the site's; the names of all files on standard input. */
  public static void main(String[] arguments) throws IOException {
    Set<String> files =
        new LinkedHashSet<>(new String(System.in.readAllBytes(), "UTF-8").lines().toList());
    Path root = Path.of(arguments[0]).toAbsolutePath();
    List<String> faults = new SiteBuilder(root, Path.of(arguments[1]), files).build();
    faults.forEach(System.err::println);
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private List<String> build() throws IOException {
    copyGallery();
    for (String file : files) {
      if (isPage(file)) {
        Node document = parser.parse(Files.readString(root.resolve(file)));
        document.accept(new Links(file));
        write(file, title(document, file), renderer.render(document));
      }
    }
    for (String folder : folders) {
      list(folder);
    }
    for (Reference link : references) {
      if (!ids.get(link.page).contains(link.id)) {
        faults.add(link.from + ": " + link.page + " has no heading #" + link.id);
      }
    }
    return faults;
  }

  private static boolean isPage(String file) {
    return file.endsWith(".md") && !file.contains("/src/");
  }

  private void copyGallery() throws IOException {
    Path gallery = root.resolve("docs/gallery");
    if (Files.isDirectory(gallery)) {
      try (Stream<Path> parts = Files.walk(gallery)) {
        for (Path part : parts.filter(Files::isRegularFile).toList()) {
          copy(root.relativize(part).toString());
        }
      }
    }
  }

  private void copy(String file) throws IOException {
    Path target = out.resolve(file);
    Files.createDirectories(target.getParent());
    Files.write(target, Files.readAllBytes(root.resolve(file)));
  }

  /** Sets links to pages to their HTML and copies the other files that are linked. */
  private final class Links extends AbstractVisitor {
    private final String page;

    Links(String page) {
      this.page = page;
    }

    @Override
    public void visit(Link link) {
      link.setDestination(target(link.getDestination()));
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      image.setDestination(target(image.getDestination()));
      visitChildren(image);
    }

    private String target(String destination) {
      if (destination.matches("[a-z]+:.*")) {
        return destination;
      }
      String[] parts = destination.split("#", 2);
      String file =
          parts[0].isEmpty()
              ? page
              : root.relativize(root.resolve(page).resolveSibling(parts[0]).normalize()).toString();
      String fragment = parts.length > 1 ? "#" + parts[1] : "";
      if (files.contains(file) && isPage(file)) {
        if (parts.length > 1) {
          references.add(new Reference(page, file, parts[1]));
        }
        return (parts[0].isEmpty() ? "" : html(parts[0])) + fragment;
      }
      String rendered = file.replaceAll("^notebooks/(.*)\\.ipynb$", "docs/gallery/$1.html");
      if (!rendered.equals(file) && Files.exists(root.resolve(rendered))) {
        return up(page) + rendered;
      }
      if (files.contains(file)) {
        copied(file);
        return destination;
      }
      if (files.stream().anyMatch(f -> f.startsWith(file + "/"))) {
        boolean described = files.contains(file + "/README.md");
        if (!described) {
          folders.add(file);
        }
        return parts[0].replaceAll("/$", "") + "/index.html";
      }
      faults.add(page + ": nothing is at " + destination);
      return destination;
    }
  }

  private void copied(String file) {
    try {
      copy(file);
    } catch (IOException e) {
      faults.add(file + " cannot be copied: " + e.getMessage());
    }
  }

  private static String html(String page) {
    return page.replaceAll("README\\.md$", "index.html").replaceAll("\\.md$", ".html");
  }

  private static String title(Node document, String file) {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        return TextContentRenderer.builder().build().render(heading);
      }
    }
    return file;
  }

  /** A page for a folder that has none of its own: its pages by their titles, then its files. */
  private void list(String folder) throws IOException {
    StringBuilder items = new StringBuilder("<h1>" + folder + "</h1>\n<ul>\n");
    for (String file : files) {
      if (file.startsWith(folder + "/")) {
        String name = file.substring(folder.length() + 1);
        String text = name;
        if (isPage(file)) {
          text = title(parser.parse(Files.readString(root.resolve(file))), file);
        } else {
          copy(file);
        }
        items.append("<li><a href=\"%s\">%s</a></li>\n".formatted(html(name), escaped(text)));
      }
    }
    write(folder + "/README.md", folder, items + "</ul>\n");
  }

  private void write(String page, String title, String body) throws IOException {
    Set<String> own = new HashSet<>();
    for (Matcher id = ID.matcher(body); id.find(); ) {
      own.add(id.group(1));
    }
    ids.put(page, own);
    Path target = out.resolve(html(page));
    Files.createDirectories(target.getParent());
    Files.writeString(
        target,
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        <nav>%s</nav>
        <main>
        %s</main>
        </html>
        """
            .formatted(escaped(title), STYLE, menu(page), wide(body)));
  }

  private String menu(String page) {
    String up = up(page);
    StringBuilder menu = new StringBuilder();
    MENU.forEach((file, name) -> menu.append(entry(up + html(file), name, file.equals(page))));
    if (Files.exists(out.resolve("docs/gallery/index.html"))) {
      menu.append(entry(up + "docs/gallery/index.html", "Gallery", false));
    }
    if (Files.exists(out.resolve("api/index.html"))) {
      menu.append(entry(up + "api/index.html", "Javadoc", false));
    }
    return menu.toString();
  }

  private static String up(String page) {
    return "../".repeat((int) page.chars().filter(c -> c == '/').count());
  }

  private static String entry(String target, String name, boolean here) {
    return "<a href=\"%s\"%s>%s</a> ".formatted(target, here ? " aria-current=\"page\"" : "", name);
  }

  /** Tables scroll in a box of their own, the page never does. */
  private static String wide(String body) {
    return body.replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
