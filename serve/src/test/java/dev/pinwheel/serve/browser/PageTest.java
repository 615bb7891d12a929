package dev.pinwheel.serve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import dev.pinwheel.serve.Running;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser, without a window; skipped where there is none. */
class PageTest {
  private static final Path DRIVER =
      Path.of("../.pinwheel/playwright").toAbsolutePath().normalize();
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static Running server;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start() {
    Optional<Path> chromium = program("chromium").or(() -> program("chromium-browser"));
    Optional<Path> node = program("node");
    Assumptions.assumeTrue(chromium.isPresent(), "there is no chromium on the PATH");
    Assumptions.assumeTrue(node.isPresent(), "there is no node on the PATH");
    Assumptions.assumeTrue(
        Files.exists(DRIVER.resolve("package/cli.js")),
        "there is no Playwright driver in " + DRIVER + ": .ci/run installs it");
    System.setProperty("playwright.cli.dir", DRIVER.toString());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.get().toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(chromium.get()).setArgs(QUIET));
    server = new Running();
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
      playwright.close();
    }
  }

  @BeforeEach
  void open() {
    context = browser.newContext();
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(server.address());
    assertThat(page.locator("#facts")).containsText("24,680 parameters, group p4");
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void drop(String name, byte[] content) {
    JSHandle dropped =
        page.evaluateHandle(
            """
            ([name, base64]) => {
              const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], name));
              return transfer;
            }
            """,
            List.of(name, Base64.getEncoder().encodeToString(content)));
    page.dispatchEvent("#drop", "drop", Map.of("dataTransfer", dropped));
  }

  private void turn(int angle) {
    page.locator("#slider").fill(Integer.toString(angle));
    assertThat(page.locator("#angle")).hasText(angle + "°");
  }

  private String answer(String net) {
    Locator answer = page.locator("#" + net + " .answer");
    assertThat(answer).containsText("%");
    return answer.innerText();
  }

  /** What is shown of the equivariant net is the same at quarter turns, to the last digit. */
  @Test
  void aTurnedImageHasTheSameAnswer() {
    drop("blots.png", Running.image("png", 37, 28, 6));
    assertThat(page.locator("#result")).isVisible();
    String upright = answer("model");
    Set<String> plain = new HashSet<>();
    Set<String> pictures = new HashSet<>();
    for (int angle : new int[] {0, 90, 180, 270}) {
      turn(angle);
      assertThat(answer("model")).isEqualTo(upright);
      plain.add(answer("beside"));
      pictures.add(page.locator("#turned").getAttribute("src"));
    }
    assertThat(upright).matches("(?s)\\d\\s+\\d+\\.\\d\\d %");
    assertThat(plain).hasSize(4);
    assertThat(pictures).hasSize(4);
    page.locator("button[data-angle='90']").click();
    assertThat(page.locator("#angle")).hasText("90°");
    assertThat(answer("model")).isEqualTo(upright);
    assertThat(page.locator("#maps td img")).hasCount(12);
    assertThat(page.locator("#polar polygon")).hasCount(2);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aDrawingIsPredictedAndTurned() {
    BoundingBox box = page.locator("#canvas").boundingBox();
    page.mouse().move(box.x + 0.3 * box.width, box.y + 0.2 * box.height);
    page.mouse().down();
    page.mouse().move(box.x + 0.6 * box.width, box.y + 0.3 * box.height);
    page.mouse().move(box.x + 0.5 * box.width, box.y + 0.8 * box.height);
    page.mouse().up();
    assertThat(page.locator("#result")).isVisible();
    String upright = answer("model");
    for (int angle : new int[] {90, 180, 270}) {
      turn(angle);
      assertThat(answer("model")).isEqualTo(upright);
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void aFileThatIsNoImageHasAReason() {
    drop("notes.png", new byte[] {'n', 'o'});
    assertThat(page.locator("#error"))
        .hasText(
            "This can't be shown: the image is no PNG, JPEG, TIFF or BMP, whatever its name says.");
    assertThat(page.locator("#result")).isHidden();
    drop("blots.png", Running.image("png", 28, 28, 6));
    assertThat(page.locator("#result")).isVisible();
    assertThat(page.locator("#error")).isHidden();
  }
}
