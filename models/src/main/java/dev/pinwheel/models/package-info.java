/** Published nets by name, for any image size that their size rule allows. */
package dev.pinwheel.models;
