package dev.reelframe.analyzer.description;

import static dev.reelframe.analyzer.description.Telling.ACCOUNT;
import static dev.reelframe.analyzer.description.Telling.cell;
import static dev.reelframe.analyzer.description.Telling.descriptions;
import static dev.reelframe.analyzer.description.Telling.thing;
import static dev.reelframe.analyzer.description.Telling.told;
import static dev.reelframe.analyzer.evidence.Given.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.evidence.Given;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People and things in {@code scene_description}. */
class ObjectsToldTest {
  @Test
  void aThingThatIsLostForAWhileDoesNotComeAgain() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(5)
                .table(
                    Analyzers.objectDetection(),
                    thing(0.0, 1.0, 1, "dog", 100, 0.9),
                    thing(2.0, 3.0, 2, "dog", 130, 0.9),
                    thing(3.2, 4.0, 3, "dog", 600, 0.9),
                    thing(4.0, 5.0, 4, "truck", 300, 0.55))
                .inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "There is a dog on the left.",
            null,
            null,
            "There is a dog on the right.",
            "There is probably a truck in the middle.");
  }

  @Test
  void aThingThatMovesOnIsToldOfAgain() {
    List<Map<String, Object>> boxes =
        List.of(at(0.5, 100), at(1.5, 190), at(2.5, 330), at(3.5, 600), at(4.5, 590));
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(5)
                .table(
                    Analyzers.objectDetection(),
                    List.of(thing(0.0, 5.0, 1, "dog", 300, 0.9)),
                    boxes)
                .inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "There is a dog on the left.",
            null,
            "A dog is now in the middle.",
            "A dog is now on the right.",
            null);
  }

  private static Map<String, Object> at(double timeS, double x) {
    return row(
        "time_s",
        timeS,
        "track_id",
        1,
        "label",
        "dog",
        "x_px",
        x,
        "y_px",
        440.0,
        "w_px",
        80.0,
        "h_px",
        400.0);
  }

  @Test
  void ofManyPeopleTheNumberIsTold() {
    Given given = Given.clip(3);
    given.table(
        Analyzers.objectDetection(),
        thing(0.0, 3.0, 1, "person", 50, 0.9),
        thing(0.0, 3.0, 2, "person", 300, 0.9),
        thing(0.0, 1.0, 3, "person", 600, 0.9),
        thing(1.0, 2.0, 4, "person", 650, 0.5));
    assertThat(descriptions(told(ACCOUNT, given.inputs())))
        .containsExactly(
            "There are 3 people in the picture.",
            null, // the third one is unsure now
            "There are 2 people in the picture.");
    assertThat(descriptions(told(ACCOUNT.language("deu"), given.inputs())))
        .containsExactly("Im Bild sind 3 Personen.", null, "Im Bild sind 2 Personen.");
  }

  @Test
  void twoPeopleAreToldApartByWhereTheyAre() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(1)
                .table(
                    Analyzers.objectDetection(),
                    thing(0.0, 1.0, 1, "person", 50, 0.9),
                    thing(0.0, 1.0, 2, "person", 600, 0.9))
                .table(
                    Analyzers.bodyPose(),
                    row("start_s", 0.0, "end_s", 1.0, "track_id", 2, "facing", "left"))
                .inputs());
    assertThat(cell(outcome, 0, "description"))
        .isEqualTo(
            "There is a person on the left. There is a person on the right."
                + " The person on the right is turned to the left.");
  }

  @Test
  void thePersonBeforeACutIsNoOtherOneBesideThatAfterIt() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(2)
                .table(Analyzers.cuts(), row("time_s", 0.5, "frame", 15, "kind", "cut"))
                .table(
                    Analyzers.objectDetection(),
                    thing(0.0, 0.5, 1, "person", 50, 0.9),
                    thing(0.5, 2.0, 2, "person", 600, 0.9))
                .table(
                    Analyzers.bodyPose(),
                    row("start_s", 0.5, "end_s", 2.0, "track_id", 2, "facing", "left"))
                .inputs());
    assertThat(cell(outcome, 0, "description"))
        .endsWith(
            "There is a person on the left until 0.5 s."
                + " There is a person on the right from 0.5 s."
                + " The person is turned to the left.");
  }

  @Test
  void aPoseIsToldOfSecondsThatItHoldsIn() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(5)
                .table(Analyzers.objectDetection(), thing(0.0, 5.0, 1, "person", 50, 0.9))
                .table(
                    Analyzers.bodyPose(),
                    facing(0.0, 0.5, "camera"), // a slip
                    facing(0.5, 2.4, "left"),
                    facing(2.4, 3.0, null),
                    facing(3.0, 5.0, "away"))
                .inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "There is a person on the left.",
            "The person is turned to the left.",
            null,
            "The person is turned away.",
            null);
  }

  private static Map<String, Object> facing(double from, double to, String facing) {
    return row("start_s", from, "end_s", to, "track_id", 1, "facing", facing);
  }

  @Test
  void aCrowdHasAtLeastSoManyPeople() {
    Given given = Given.clip(3);
    given.table(
        Analyzers.objectDetection(),
        IntStream.range(0, 7)
            .mapToObj(i -> thing(0, i == 0 ? 1 : i < 4 ? 2 : 3, i, "person", 90 * i, 0.9))
            .toList(),
        List.of());
    assertThat(descriptions(told(ACCOUNT, given.inputs())))
        .containsExactly(
            "There are at least 7 people in the picture.",
            null, // one is hidden
            "There are at least 3 people in the picture.");
  }

  @Test
  void somebodyWhoIsLostInTheMiddleOfThePictureHasNotLeft() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(3)
                .table(
                    Analyzers.objectDetection(),
                    thing(0.3, 2.0, 1, "person", 300, 0.9),
                    thing(0.4, 0.8, 2, "dog", 0, 0.9))
                .inputs());
    assertThat(cell(outcome, 0, "description"))
        .isEqualTo(
            "There is a person in the middle. There is a dog on the left from 0.4 to 0.8 s.");
  }

  @Test
  void nothingIsToldOfABlackPicture() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(2)
                .table(
                    Analyzers.contentQuality(), row("start_s", 0.9, "end_s", 2.0, "kind", "black"))
                .table(Analyzers.objectDetection(), thing(1.0, 2.0, 1, "person", 300, 0.9))
                .inputs());
    assertThat(cell(outcome, 1, "description")).isNull();
    assertThat(cell(outcome, 1, "people")).isEqualTo("0");
  }

  @Test
  void somebodyFacesTheCameraWhereTheFaceDoesToo() {
    Given given =
        Given.clip(3)
            .table(
                Analyzers.objectDetection(),
                List.of(thing(0.0, 3.0, 1, "person", 300, 0.9)),
                IntStream.range(0, 3).mapToObj(ObjectsToldTest::withFace).toList())
            .table(
                Analyzers.faces(),
                List.of(),
                List.of(look(0.5, 350, 390, 400), look(1.5, 350, 390, 372)))
            .table(Analyzers.bodyPose(), facing(0.0, 3.0, "camera"));
    assertThat(descriptions(told(ACCOUNT, given.inputs())))
        .containsExactly("There is a person in the middle.", "The person faces the camera.", null);
  }

  private static Map<String, Object> withFace(int second) {
    Map<String, Object> sample = thing(0, 1, 1, "person", 300, 0.9);
    sample.keySet().removeAll(Set.of("start_s", "end_s"));
    sample.putAll(row("time_s", second + 0.5, "face_track_id", 4));
    return sample;
  }

  private static Map<String, Object> look(double timeS, double right, double left, double nose) {
    return row(
        "time_s",
        timeS,
        "track_id",
        4,
        "right_eye_x_px",
        right,
        "left_eye_x_px",
        left,
        "nose_x_px",
        nose);
  }

  @Test
  void ofSomebodyFarAwayNoGestureIsTold() {
    Map<String, Object> far = thing(0.0, 2.0, 1, "person", 300, 0.9);
    far.put("h_px", 120.0);
    Map<String, Object> pose = facing(0.0, 2.0, "away");
    pose.putAll(row("gesture", "one_arm_raised", "framing", "full_body"));
    Given given =
        Given.clip(1).table(Analyzers.objectDetection(), far).table(Analyzers.bodyPose(), pose);
    assertThat(cell(told(ACCOUNT, given.inputs()), 0, "description"))
        .isEqualTo(
            "There is a person (small) in the middle. The person is seen with the whole body.");
  }

  @Test
  void aThingThatTheModelCallsOtherwiseForAWhileIsOneThing() {
    Outcome outcome =
        told(
            ACCOUNT,
            Given.clip(4)
                .table(
                    Analyzers.objectDetection(),
                    thing(0.0, 1.2, 1, "frisbee", 300, 0.8),
                    thing(1.2, 4.0, 2, "sports ball", 320, 0.7),
                    thing(0.0, 4.0, 3, "dog", 600, 0.9))
                .inputs());
    assertThat(descriptions(outcome))
        .containsExactly(
            "There is a ball in the middle. There is a dog on the right.", null, null, null);
    assertThat(cell(outcome, 0, "objects")).isEqualTo("sports ball, dog");
  }
}
