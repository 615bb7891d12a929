package dev.pinwheel.group.kernel;

/**
 * A complex number.
 *
 * <p>Every product is made of sums of two products, so i z and z̄ in place of z change signs and
 * places of digits only.
 */
record ComplexNumber(double re, double im) {
  ComplexNumber times(ComplexNumber z) {
    return new ComplexNumber(re * z.re - im * z.im, re * z.im + im * z.re);
  }

  ComplexNumber times(double factor) {
    return new ComplexNumber(re * factor, im * factor);
  }

  ComplexNumber plus(ComplexNumber z) {
    return new ComplexNumber(re + z.re, im + z.im);
  }

  ComplexNumber conjugate() {
    return new ComplexNumber(re, -im);
  }

  double square() {
    return re * re + im * im;
  }

  ComplexNumber power(int exponent) {
    ComplexNumber power = new ComplexNumber(1, 0);
    for (int i = 0; i < exponent; i++) {
      power = power.times(this);
    }
    return power;
  }
}
