package dev.reelframe.notebook.kernel;

import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Weaves {@link StopChecks#check} into the classes of cells, so that a busy loop can be
 * interrupted.
 *
 * <p>The idea is that of {@code jdk.jshell.execution.LocalExecutionControl}. That class itself is
 * of no use here: it fails with "Could not resolve class" as soon as two classes declared in cells
 * meet in one variable, because it asks the default resolver for them; this one also knows the
 * cells' classes.
 */
final class StopWeaver {
  private static final ClassDesc CHECKS = ClassDesc.of(StopChecks.class.getName());
  private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
  private static final MethodTypeDesc EXIT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final MethodTypeDesc RUNTIME_EXIT =
      MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);

  private final ClassFile classFile;

  /**
   * @param cellClass bytes of a class declared in a cell by binary name, or null
   * @param libraries sees the JDK and the class path
   */
  StopWeaver(Function<String, byte[]> cellClass, ClassLoader libraries) {
    ClassHierarchyResolver cells =
        ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> {
          byte[] bytes = cellClass.apply(binaryName(type));
          return bytes == null ? null : new ByteArrayInputStream(bytes);
        });
    classFile =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                cells.orElse(ClassHierarchyResolver.ofResourceParsing(libraries))));
  }

  byte[] weave(byte[] bytes) {
    return classFile.transformClass(
        classFile.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Checks::new)));
  }

  private static String binaryName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }

  private static final class Checks implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();

    @Override
    public void atStart(CodeBuilder code) {
      check(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case LabelTarget target -> passed.add(target.label());
        case BranchInstruction branch when passed.contains(branch.target()) -> check(code);
        case InvokeInstruction call when isCall(call, "java/lang/System", "exit") -> {
          code.invokestatic(CHECKS, "exit", EXIT);
          return;
        }
        case InvokeInstruction call
            when isCall(call, "java/lang/Runtime", "exit")
                || isCall(call, "java/lang/Runtime", "halt") -> {
          code.invokestatic(CHECKS, "exit", RUNTIME_EXIT);
          return;
        }
        default -> {}
      }
      code.with(element);
    }

    private static boolean isCall(InvokeInstruction call, String owner, String name) {
      return call.name().equalsString(name)
          && call.owner().asInternalName().equals(owner)
          && call.type().equalsString("(I)V");
    }

    private static void check(CodeBuilder code) {
      code.invokestatic(CHECKS, "check", ConstantDescs.MTD_void);
    }
  }
}
