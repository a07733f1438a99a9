package dev.reelframe.benchmarks.truth;

import java.util.List;

/**
 * What a clip is made of; chance fills in the rest.
 *
 * @param variable whether frames come at varying distances
 * @param joints how shots follow each other, in an order by chance
 * @param cameras what the camera does, dealt out in turn
 * @param veil black (below 0) or white (above 0) laid over the footage, -1..1
 * @param bpm tempo of the music, 0 for none
 * @param beat which drums play when: see {@link Music}
 * @param musicDb level of the music against speech
 */
record Recipe(
    String name,
    int width,
    int height,
    double fps,
    boolean variable,
    String bitRate,
    List<String> joints,
    List<String> cameras,
    double padded,
    double veil,
    double bpm,
    String beat,
    double musicDb) {

  static final List<Recipe> ALL =
      List.of(
          new Recipe(
              "portrait30",
              720,
              1280,
              30,
              false,
              "2M",
              words("cut cut jump jump recrop cut dissolve wipe_left fade_black cut wipe_up"),
              words("static pan_right static static zoom_in static handheld static"),
              0.2,
              0,
              96,
              "rock",
              -12),
          new Recipe(
              "landscape25",
              1280,
              720,
              25,
              false,
              "3M",
              words(
                  "cut cut jump dissolve wipe_right fade_white cut recrop cut wipe_down dissolve"),
              words("static tilt_up static pan_left roll static zoom_out static static"),
              0,
              -0.45,
              128,
              "floor",
              -6),
          new Recipe(
              "square50",
              720,
              720,
              50,
              false,
              "3M",
              words("cut recrop cut jump wipe_left dissolve cut fade_black wipe_down cut"),
              words("static handheld static pan_left static zoom_in tilt_down static"),
              0,
              0.3,
              172,
              "break",
              -15),
          new Recipe(
              "portrait60",
              540,
              960,
              60,
              false,
              "2500k",
              words("cut jump cut dissolve wipe_right cut recrop fade_white cut wipe_up"),
              words("static zoom_out static pan_right static static roll handheld"),
              0.3,
              0,
              60,
              "sparse",
              -10),
          new Recipe(
              "variable",
              720,
              1280,
              28,
              true,
              "1500k",
              words("cut cut jump dissolve recrop wipe_right fade_black cut wipe_left cut jump"),
              words("static static tilt_down pan_left static zoom_in static handheld"),
              0.4,
              0,
              75,
              "chords",
              -8),
          new Recipe(
              "padded30",
              720,
              1280,
              30,
              false,
              "1200k",
              words("cut cut cut jump cut cut dissolve wipe_left cut cut jump fade_black"),
              words("static static static pan_left static static static zoom_out"),
              0.75,
              -0.2,
              140,
              "half",
              -3));

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
