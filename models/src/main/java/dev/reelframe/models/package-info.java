/**
 * The model catalogue, the store and the models that stay loaded.
 *
 * <p>{@link dev.reelframe.models.Catalogue} says what exists: source, licence, SHA-256 and contract
 * of every model. {@link dev.reelframe.models.ModelStore} turns a name into verified files on this
 * machine. {@link dev.reelframe.models.ResidentModels} loads each of them once per process and
 * shares it. {@link dev.reelframe.models.Models} is the short door for a notebook cell.
 */
package dev.reelframe.models;
