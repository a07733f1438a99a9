package dev.reelframe.analyzer.track;

import java.util.Arrays;

/**
 * The pairing of rows and columns with the least total cost: the Hungarian method in the form of
 * shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987), O(n^3).
 */
final class Assignment {
  private Assignment() {}

  /**
   * @param cost rows by columns, finite
   * @return the column of each row, -1 for a row that goes without since there are more rows than
   *     columns
   */
  static int[] of(double[][] cost) {
    int rows = cost.length;
    int columns = rows == 0 ? 0 : cost[0].length;
    if (columns == 0) {
      int[] none = new int[rows];
      Arrays.fill(none, -1);
      return none;
    }
    if (rows > columns) {
      return inverse(of(transposed(cost)), rows);
    }
    // Potentials and the row of each column, all counted from 1; column 0 is where a path starts.
    double[] u = new double[rows + 1];
    double[] v = new double[columns + 1];
    int[] rowOf = new int[columns + 1];
    for (int row = 1; row <= rows; row++) {
      rowOf[0] = row;
      augment(cost, u, v, rowOf);
    }
    int[] columnOf = new int[rows];
    for (int column = 1; column <= columns; column++) {
      if (rowOf[column] > 0) {
        columnOf[rowOf[column] - 1] = column - 1;
      }
    }
    return columnOf;
  }

  private static void augment(double[][] cost, double[] u, double[] v, int[] rowOf) {
    int columns = v.length - 1;
    double[] least = new double[columns + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int[] before = new int[columns + 1];
    boolean[] used = new boolean[columns + 1];
    int column = 0;
    do {
      used[column] = true;
      int row = rowOf[column];
      double delta = Double.POSITIVE_INFINITY;
      int next = 0;
      for (int j = 1; j <= columns; j++) {
        if (used[j]) {
          continue;
        }
        double reduced = cost[row - 1][j - 1] - u[row] - v[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          before[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (int j = 0; j <= columns; j++) {
        if (used[j]) {
          u[rowOf[j]] += delta;
          v[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    while (column != 0) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }

  private static double[][] transposed(double[][] cost) {
    double[][] turned = new double[cost[0].length][cost.length];
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < cost[0].length; j++) {
        turned[j][i] = cost[i][j];
      }
    }
    return turned;
  }

  private static int[] inverse(int[] pairs, int size) {
    int[] turned = new int[size];
    Arrays.fill(turned, -1);
    for (int i = 0; i < pairs.length; i++) {
      turned[pairs[i]] = i;
    }
    return turned;
  }
}
