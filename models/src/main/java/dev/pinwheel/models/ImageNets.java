package dev.pinwheel.models;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Net;
import java.util.Locale;

/**
 * Nets for images of any square size, over any group, with a given number of parameters.
 *
 * <p>Correlations that keep the size, batch norm and a rectifier after each, and a max-pool
 * wherever 8 rows or more are left: kernel 2 on an even number of rows and 3 with stride 2 on an
 * odd one, so that no size breaks the size rule. Fields grow by 1, 1.5, 2, 2, … from pool to pool.
 * At the end the maximum over the group, the mean over pixels and a linear map. C1, p4 and p4m have
 * kernels of 3×3; other groups have harmonic ones of 5×5.
 */
public final class ImageNets {
  private static final int FEWEST_ROWS = 8;
  private static final int FEW = 2_000;
  private static final int MANY = 10_000;
  private static final double[] GROWTH = {1, 1.5, 2};
  private static final double WIDEST = 256;

  private static final String HEAD =
      """
      {
        "name": "@name@",
        "description": "@description@",
        "source": "Pinwheel",
        "images": {"channels": @channels@, "height": @height@, "width": @width@, \
      "classes": @classes@},
        "group": "@group@",
        "kernels": "@kernels@",
        "layers": [
      """;

  private static final String BLOCK =
      """
          {"layer": "@correlation@", "fields": @fields@, "kernel": @kernel@, \
      "padding": @padding@},
          {"layer": "batchNorm"},
          {"layer": "relu"},
      """;

  private static final String POOL =
      """
          {"layer": "maxPool", "kernel": @window@, "stride": 2},
      """;

  private static final String END =
      """
          {"layer": "invariantHead", "fields": "classes"}
        ]
      }
      """;

  private ImageNets() {}

  /**
   * A net, and why it was chosen.
   *
   * @param net the net
   * @param why a sentence for people
   */
  public record Choice(NamedNet net, String why) {}

  /**
   * Chooses a net by the images' size and number.
   *
   * @param group the group's name, such as {@code p4}
   * @param options images and classes
   * @param trainingImages how many images there are to train on
   * @return the net, called {@code images-} and the group
   * @throws IllegalArgumentException if there is no such group, or it can't act on such images
   */
  public static Choice choose(String group, ModelOptions options, int trainingImages) {
    long budget = budget(trainingImages);
    NamedNet net = ofBudget(group, options, budget).named();
    return new Choice(
        net,
        String.format(
            Locale.ROOT,
            "%,d training images of %d×%d: about %,d parameters (12,000 below 2,000 images, 25,000"
                + " below 10,000, else 60,000), over %s",
            trainingImages,
            options.width(),
            options.height(),
            budget,
            group));
  }

  /**
   * How many parameters a net should have.
   *
   * @param trainingImages how many images there are to train on
   * @return 12,000 below 2,000 images, 25,000 below 10,000, 60,000 from there on
   */
  public static long budget(int trainingImages) {
    return trainingImages < FEW ? 12_000 : trainingImages < MANY ? 25_000 : 60_000;
  }

  /**
   * Makes the net of a group whose number of parameters is nearest to a budget.
   *
   * @param group the group's name, such as {@code p4}
   * @param options images and classes
   * @param parameters the budget
   * @return the net, called {@code images-} and the group
   * @throws IllegalArgumentException if there is no such group, or it can't act on such images
   */
  public static NetFile ofBudget(String group, ModelOptions options, long parameters) {
    double low = 0;
    double high = WIDEST;
    for (int i = 0; i < 20; i++) {
      double middle = (low + high) / 2;
      if (count(group, options, middle) < parameters) {
        low = middle;
      } else {
        high = middle;
      }
    }
    long below = Math.abs(count(group, options, low) - parameters);
    long above = Math.abs(count(group, options, high) - parameters);
    return file(group, options, below <= above ? low : high);
  }

  private static long count(String group, ModelOptions options, double width) {
    Net net = file(group, options, width).build(options);
    return net.parameterCount();
  }

  private static NetFile file(String group, ModelOptions options, double width) {
    int order = PointGroup.parse(group).order();
    boolean grid = PointGroup.parse(group).gridSubgroup().order() == order;
    String lifting = order == 1 ? "correlation" : "lifting";
    StringBuilder layers = new StringBuilder();
    int rows = Math.min(options.height(), options.width());
    int stage = 0;
    layers.append(block(lifting, width, order, grid, 0));
    layers.append(rows > 32 ? "" : block(next(order), width, order, grid, 0));
    while (rows >= FEWEST_ROWS) {
      layers.append(new NetTemplate(POOL).with("window", rows % 2 == 0 ? 2 : 3).text());
      rows = rows / 2;
      stage++;
      layers.append(block(next(order), width, order, grid, stage));
      layers.append(block(next(order), width, order, grid, stage));
    }
    return new NetTemplate(HEAD + layers + END)
        .named("images-" + group)
        .with("description", "correlations over " + group + ", made for these images")
        .with("channels", options.channels())
        .with("height", options.height())
        .with("width", options.width())
        .with("classes", options.classes())
        .with("group", group)
        .with("kernels", grid ? "grid" : "harmonic")
        .file();
  }

  private static String next(int order) {
    return order == 1 ? "correlation" : "groupCorrelation";
  }

  /** Fields over a group of order h have 1/√h of the plain net's number, for as many parameters. */
  private static String block(
      String correlation, double width, int order, boolean grid, int stage) {
    double fields = width * GROWTH[Math.min(stage, GROWTH.length - 1)] / Math.sqrt(order);
    return new NetTemplate(BLOCK)
        .with("correlation", correlation)
        .with("fields", Math.max(1, Math.round(fields)))
        .with("kernel", grid ? 3 : 5)
        .with("padding", grid ? 1 : 2)
        .text();
  }
}
