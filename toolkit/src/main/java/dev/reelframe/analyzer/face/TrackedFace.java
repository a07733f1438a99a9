package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import java.util.Optional;

/** What a row about a face begins with: when it is there, whose it is, and where. */
public record TrackedFace(
    double startS,
    double endS,
    @Column("the face's track in face_detection") int trackId,
    @Column("the face's identity in face_detection, missing where it has none")
        Optional<Integer> identityId,
    BoundingBox box) {}
