package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.module.Initialisation;

/** How wide filters are spread at the start; before batch norm it sets how fast they turn. */
public enum FilterInitialisation {
  /** Variance 2/fanIn: keeps the variance of activations through rectifiers. */
  HE,
  /** Variance 1/fanIn: keeps it through linear layers; the choice of the talk's experiments. */
  LECUN;

  Initialisation rule(long fanIn) {
    return this == HE ? Initialisation.he(fanIn) : Initialisation.leCun(fanIn);
  }
}
