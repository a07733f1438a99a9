package dev.reelframe.gpu.kernel;

/**
 * How limited-range Y'CbCr becomes R'G'B': the standard a video was made to. Factors for Cb and Cr
 * of -128 to 127.
 */
public enum ColourMatrix {
  /** ITU-R BT.601, standard definition. */
  BT601(1.59602678f, -0.39176229f, -0.81296764f, 2.01723214f),
  /** ITU-R BT.709, high definition. */
  BT709(1.79274107f, -0.21324861f, -0.53290933f, 2.11240179f);

  private final float redOfV;
  private final float greenOfU;
  private final float greenOfV;
  private final float blueOfU;

  ColourMatrix(float redOfV, float greenOfU, float greenOfV, float blueOfU) {
    this.redOfV = redOfV;
    this.greenOfU = greenOfU;
    this.greenOfV = greenOfV;
    this.blueOfU = blueOfU;
  }

  float redOfV() {
    return redOfV;
  }

  float greenOfU() {
    return greenOfU;
  }

  float greenOfV() {
    return greenOfV;
  }

  float blueOfU() {
    return blueOfU;
  }
}
