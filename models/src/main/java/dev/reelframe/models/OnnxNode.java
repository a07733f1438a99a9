package dev.reelframe.models;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/** A node of an ONNX graph ({@code NodeProto} of onnx.proto), as it lies in the file. */
record OnnxNode(String op, List<String> inputs, List<String> outputs, List<ProtoField> others) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int OP_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int ATTRIBUTE_GRAPH = 6;

  static OnnxNode of(ByteBuffer message) {
    List<ProtoField> fields = ProtoField.of(message);
    return new OnnxNode(
        String.join("", texts(fields, OP_TYPE)),
        texts(fields, INPUT),
        texts(fields, OUTPUT),
        fields.stream().filter(f -> f.number() != INPUT && f.number() != OUTPUT).toList());
  }

  private static List<String> texts(List<ProtoField> fields, int number) {
    return fields.stream().filter(f -> f.number() == number).map(ProtoField::text).toList();
  }

  /** The graphs inside of it: the branches of {@code If}, a loop's body. */
  List<ByteBuffer> graphs() {
    return others.stream()
        .filter(field -> field.number() == ATTRIBUTE)
        .flatMap(attribute -> ProtoField.of(attribute.value()).stream())
        .filter(field -> field.number() == ATTRIBUTE_GRAPH)
        .map(ProtoField::value)
        .toList();
  }

  OnnxNode with(List<String> newInputs, List<String> newOutputs) {
    return new OnnxNode(op, newInputs, newOutputs, others);
  }

  /** The node as a message, the graphs inside of it written by the caller. */
  ProtoMessage message(Function<ByteBuffer, ProtoMessage> inner) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(name -> node.text(INPUT, name));
    outputs.forEach(name -> node.text(OUTPUT, name));
    for (ProtoField field : others) {
      if (field.number() == ATTRIBUTE) {
        ProtoMessage attribute = new ProtoMessage();
        for (ProtoField part : ProtoField.of(field.value())) {
          if (part.number() == ATTRIBUTE_GRAPH) {
            attribute.message(ATTRIBUTE_GRAPH, inner.apply(part.value()));
          } else {
            attribute.field(part);
          }
        }
        node.message(ATTRIBUTE, attribute);
      } else {
        node.field(field);
      }
    }
    return node;
  }
}
