/** Text in the picture: where it stands, what it says, from which frame to which. */
package dev.reelframe.analyzer.text;
