/** The known data sets by name; start at {@link dev.pinwheel.data.sets.DataSets}. */
package dev.pinwheel.data.sets;
