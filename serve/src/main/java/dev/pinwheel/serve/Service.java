package dev.pinwheel.serve;

import dev.pinwheel.data.files.BadImageException;
import dev.pinwheel.data.files.Intake;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.predict.Probabilities;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What is answered to images, whatever way they came. */
final class Service implements AutoCloseable {
  /** As many copies as a full circle in steps of a degree. */
  private static final int MOST_ANGLES = 360;

  /** How many images of the largest size are decoded at a time. */
  private static final long LARGEST = 2;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final Scorer model;
  private final Optional<Scorer> beside;
  private final Limits limits;
  private final Metrics metrics;

  /** Pixels that may be decoded at a time; so large images of many clients fit into memory. */
  private final Semaphore pixels;

  Service(SavedModel model, Optional<SavedModel> beside, Limits limits, Metrics metrics) {
    this.model = new Scorer(model, limits.time());
    this.beside = beside.map(plain -> new Scorer(plain, limits.time()));
    this.limits = limits;
    this.metrics = metrics;
    this.pixels = new Semaphore((int) Math.min(Integer.MAX_VALUE, LARGEST * limits.pixels()), true);
  }

  /** The model and what it takes. */
  Answers.ModelFacts facts() {
    SavedModel saved = model.model();
    Answers.NetFacts own = facts(saved);
    return new Answers.ModelFacts(
        own.name(),
        own.group(),
        own.parameters(),
        model.labels(),
        saved.options().channels(),
        saved.options().height(),
        saved.options().width(),
        beside.map(plain -> facts(plain.model())).orElse(null));
  }

  private static Answers.NetFacts facts(SavedModel saved) {
    return new Answers.NetFacts(
        saved.netName(),
        saved.model().net().group().toString(),
        saved.model().net().parameterCount());
  }

  /**
   * Predicts.
   *
   * @throws Refusal if not one of the images can be taken
   */
  Answers.Predictions predict(List<Upload> uploads) {
    Answers.Prediction[] answers = new Answers.Prediction[uploads.size()];
    List<Integer> good = new ArrayList<>();
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      try {
        images.add(image(model, uploads.get(i)));
        good.add(i);
      } catch (Refusal e) {
        if (answers.length == 1) {
          throw e;
        }
        answers[i] = Answers.Prediction.refused(name(uploads.get(i)), e.getMessage());
      }
    }
    if (images.isEmpty()) {
      throw new Refusal(422, "none of the images can be taken; the first " + answers[0].error());
    }
    float[][] scores = model.scores(joined(images));
    for (int i = 0; i < scores.length; i++) {
      answers[good.get(i)] = prediction(name(uploads.get(good.get(i))), scores[i]);
    }
    metrics.predicted(scores.length);
    return new Answers.Predictions(List.of(answers));
  }

  private static String name(Upload upload) {
    return upload.name().isEmpty() ? null : upload.name();
  }

  private Answers.Prediction prediction(String name, float[] scores) {
    List<String> labels = model.labels();
    List<Double> probabilities = Probabilities.of(scores);
    Map<String, Double> byLabel = new LinkedHashMap<>();
    IntStream.range(0, labels.size())
        .forEach(c -> byLabel.put(labels.get(c), probabilities.get(c)));
    int best = Probabilities.best(scores);
    return new Answers.Prediction(name, labels.get(best), probabilities.get(best), byLabel, null);
  }

  /** Turns an image by angles in equal steps, and asks both nets. */
  Answers.Turned turned(Upload upload, double step) {
    if (!(step > 0 && 360 / step <= MOST_ANGLES)) {
      throw new Refusal(400, "a step of " + step + " degrees: give from 1 to 360");
    }
    List<Double> angles = Turns.angles(step);
    Turns turns = new Turns(model.intake().shape(), image(model, upload));
    float[] copies = turns.all(angles);
    List<String> pictures = turns.pictures(copies);
    Answers.Answer own = answer(model, copies);
    Answers.Answer other =
        beside
            .map(
                plain ->
                    answer(
                        plain, new Turns(plain.intake().shape(), image(plain, upload)).all(angles)))
            .orElse(null);
    return new Answers.Turned(step, angles, pictures, own, other);
  }

  private Answers.Answer answer(Scorer scorer, float[] copies) {
    float[][] scores = scorer.scores(copies);
    metrics.predicted(scores.length);
    List<String> labels = scorer.labels();
    List<String> best = new ArrayList<>();
    List<List<Double>> probabilities = new ArrayList<>();
    for (float[] of : scores) {
      best.add(labels.get(Probabilities.best(of)));
      probabilities.add(Probabilities.of(of));
    }
    return new Answers.Answer(best, probabilities);
  }

  /** Feature maps of an image turned by an angle. */
  Answers.Features features(Upload upload, double angle) {
    if (!Double.isFinite(angle)) {
      throw new Refusal(400, "an angle of " + angle + ": give degrees");
    }
    float[] both = new Turns(model.intake().shape(), image(model, upload)).all(List.of(0.0, angle));
    return model
        .maps(both)
        .map(
            maps -> new Answers.Features(maps.layer(), angle, maps.orientations(), maps.pictures()))
        .orElseGet(() -> new Answers.Features(null, angle, List.of(), List.of()));
  }

  /** Decodes an image and brings it to a net's size. */
  private float[] image(Scorer scorer, Upload upload) {
    long start = CLOCK.getCurrentThreadCpuTime();
    try {
      long claimed = Intake.pixels(upload.content());
      if (claimed > limits.pixels()) {
        throw new Refusal(
            413, "has %,d pixels; at most %,d are taken".formatted(claimed, limits.pixels()));
      }
      return decoded(scorer.intake(), upload.content(), (int) claimed);
    } catch (BadImageException e) {
      throw new Refusal(422, "the image " + e.getMessage());
    } finally {
      metrics.decoded((CLOCK.getCurrentThreadCpuTime() - start) / 1e9);
    }
  }

  private float[] decoded(Intake intake, byte[] content, int claimed) {
    acquire(claimed);
    try {
      float[] image = new float[intake.shape().size()];
      intake.image(content).copy(image, 0);
      return image;
    } finally {
      pixels.release(claimed);
    }
  }

  private void acquire(int count) {
    try {
      if (!pixels.tryAcquire(count, limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.busy("other large images are decoded");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("the server is ending");
    }
  }

  private static float[] joined(List<float[]> images) {
    float[] all = new float[images.size() * images.get(0).length];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, all, i * images.get(i).length, images.get(i).length);
    }
    return all;
  }

  @Override
  public void close() {
    model.close();
    beside.ifPresent(Scorer::close);
  }
}
