package dev.reelframe.analyzer.object;

/**
 * What a segmentation of the picture says of a box.
 *
 * @param label COCO name of the class that fills it best
 * @param ratio how well class and box fit each other: pixels of the class in the box over pixels of
 *     either, 0..1
 */
public record Region(String label, double ratio) {}
