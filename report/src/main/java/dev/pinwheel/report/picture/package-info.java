/** Pixels, colours and plots: images, feature maps and curves as pictures. */
package dev.pinwheel.report.picture;
