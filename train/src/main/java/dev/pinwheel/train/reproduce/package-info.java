/** Published experiments, run anew and set beside the published figures. */
package dev.pinwheel.train.reproduce;
