/** The same pipeline on Apache Spark. */
package dev.reelframe.spark;
