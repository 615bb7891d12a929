package dev.pinwheel.train;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;

/**
 * What {@code run.json} says: how a run was made, from what. Written before the first step.
 *
 * @param config everything that determines the run
 * @param data the images
 * @param options what the net was built for
 * @param normalisation what is done to pixels, if that is a normalisation; null for a whitening
 * @param parameters numbers that training moves
 * @param multiplyAdds multiplications with weights for one image
 * @param provenance software and machine
 * @param images how the images were made of one's own files; null for a data set by name
 */
public record RunRecord(
    TrainConfig config,
    DataRecord data,
    ModelOptions options,
    Normalisation normalisation,
    long parameters,
    long multiplyAdds,
    Provenance provenance,
    ImageRecipe images) {
  /**
   * The images of a run.
   *
   * @param name the data set
   * @param provenance where it came from
   * @param trainImages how many to train on, held-out ones included
   * @param testImages how many to test on
   * @param trainSha256 hash of the former
   * @param testSha256 hash of the latter
   * @param validationSha256 hash of the images that the user split off to watch meanwhile; null if
   *     there are none
   */
  public record DataRecord(
      String name,
      String provenance,
      int trainImages,
      int testImages,
      String trainSha256,
      String testSha256,
      String validationSha256) {
    /**
     * Describes loaded images.
     *
     * @param data the images
     * @return their record, hashes computed
     */
    public static DataRecord of(TrainTest data) {
      return new DataRecord(
          data.name(),
          data.provenance(),
          data.train().count(),
          data.test().count(),
          data.trainSha256(),
          data.testSha256(),
          data.validation().map(LabelledImages::sha256).orElse(null));
    }
  }
}
