package dev.pinwheel.report;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Net;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a report is about.
 *
 * @param model the model
 * @param folder its run, if it has one
 * @param record how the run was made, if that is known
 * @param result what the run came to, if it has ended
 * @param set which images it is tried on
 * @param judgement what it says of them, if there are any
 * @param noImages why there are none
 */
record Subject(
    SavedModel model,
    Optional<RunFolder> folder,
    Optional<RunRecord> record,
    Optional<RunResult> result,
    String set,
    Optional<Judgement> judgement,
    String noImages) {

  Net net() {
    return model.model().net();
  }

  /** The classes' names. */
  List<String> labels() {
    return IntStream.range(0, net().output().fields()).mapToObj(model.input()::label).toList();
  }

  /** Whether a group is built into the net. */
  boolean hasGroup() {
    return net().commonGroup().order() > 1;
  }

  /** The group that the proof is about: the net's own, or quarter turns where it has none. */
  PointGroup group() {
    if (hasGroup()) {
      return net().commonGroup();
    }
    int[] size = net().inputSize();
    return PointGroup.cyclic(size[0] == size[1] ? 4 : 2);
  }
}
