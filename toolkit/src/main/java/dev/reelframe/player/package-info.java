/** The player: a saved run as one page with its video, its timeline and its rows. */
package dev.reelframe.player;
