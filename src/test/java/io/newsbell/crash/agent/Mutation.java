package io.newsbell.crash.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;

/// A class, and what becomes of its instructions. The names are those of the product as it is: when that is changed,
/// the
/// mutation does not find what it looks for, says so, and is to be changed with it.
public enum Mutation {
    /// Of a batch that is handed to the wire everybody is recorded as accepted before there is an answer.
    RECORDED_BEFORE_SENT("io/newsbell/delivery/BatchRun", "send", 1) {
        @Override
        boolean change(CodeBuilder code, CodeElement element) {
            if (element instanceof InvokeInstruction call
                    && call.owner().name().equalsString("io/newsbell/push/PushChannel$Push")
                    && call.name().equalsString("send")) {
                code.aload(0);
                misdeed(code, "recordAndSend", ConstantDescs.CD_void, 4);
                return true;
            }
            return false;
        }
    },

    /// Whoever claimed a batch earlier may still write it.
    NO_FENCING("io/newsbell/delivery/BatchSql", "", 2) {
        @Override
        boolean change(CodeBuilder code, CodeElement element) {
            return replaceText(code, element, "batch.attempt = flushed.attempt", "batch.attempt >= flushed.attempt")
                    || replaceText(code, element, "AND attempt = :attempt", "AND attempt >= :attempt");
        }
    },

    /// A message without an answer is sent again, whatever its level.
    AMBIGUOUS_IS_RETRIED("io/newsbell/delivery/RetryPolicy", "after", 1) {
        // The third parameter says whether the alert is breaking.
        private static final int IS_BREAKING = 2;

        @Override
        boolean begin(CodeBuilder code) {
            code.iconst_1().istore(IS_BREAKING);
            return true;
        }
    },

    /// An address of which Google says INVALID_ARGUMENT is taken for one that is gone.
    INVALID_IS_RETIRED("io/newsbell/fcm/Meaning", "messaging", 3) {
        private static final ClassDesc GONE = ClassDesc.of("io.newsbell.push.Outcome$AddressDead");
        private static final String REFUSED = "io/newsbell/push/Outcome$AddressRefused";

        @Override
        boolean change(CodeBuilder code, CodeElement element) {
            return switch (element) {
                case NewObjectInstruction made
                when made.className().name().equalsString(REFUSED) -> {
                    code.new_(GONE);
                    yield true;
                }
                case LoadConstantInstruction text when text.constantValue().equals("not an address") -> true;
                case InvokeInstruction call
                when call.owner().name().equalsString(REFUSED) -> {
                    code.invokespecial(GONE, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
                    yield true;
                }
                default -> false;
            };
        }
    },

    /// Work for the next step is put a moment after the transaction of its rows, and not in it.
    HANDED_OVER_LATER("io/newsbell/work/Work", "put", 1) {
        @Override
        boolean change(CodeBuilder code, CodeElement element) {
            if (element instanceof InvokeInstruction call && call.name().equalsString("scheduleIfNotExists")) {
                misdeed(code, "scheduleLater", ConstantDescs.CD_boolean, 3);
                return true;
            }
            return false;
        }
    };

    private final String owner;
    private final String method;
    private final int places;

    /// @param method in which something is to be changed; empty for all of the class
    /// @param places how many there must be
    Mutation(String owner, String method, int places) {
        this.owner = owner;
        this.method = method;
        this.places = places;
    }

    String owner() {
        return owner;
    }

    /// @throws IllegalStateException if the class is not as it was when this was written
    byte[] apply(ClassFile api, byte[] bytes) {
        var found = new AtomicInteger();
        var changed = api.transformClass(
                api.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        each -> method.isEmpty() || each.methodName().equalsString(method), transform(found)));
        if (found.get() != places) {
            throw new IllegalStateException(
                    "There are %d places to change in %s, not %d".formatted(found.get(), owner, places));
        }
        return changed;
    }

    private CodeTransform transform(AtomicInteger found) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                if (begin(code)) {
                    found.incrementAndGet();
                }
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                if (change(code, element)) {
                    found.incrementAndGet();
                } else {
                    code.with(element);
                }
            }
        };
    }

    /// @return whether something was put before a method's first instruction
    boolean begin(CodeBuilder code) {
        return false;
    }

    /// @return whether something was put in the place of an instruction
    boolean change(CodeBuilder code, CodeElement element) {
        return false;
    }

    private static void misdeed(CodeBuilder code, String name, ClassDesc answer, int parameters) {
        code.invokestatic(
                ClassDesc.of(Misdeeds.class.getName()),
                name,
                MethodTypeDesc.of(answer, Collections.nCopies(parameters, ConstantDescs.CD_Object)));
    }

    /// In a constant, or in the fixed part of a concatenation.
    private static boolean replaceText(CodeBuilder code, CodeElement element, String text, String other) {
        switch (element) {
            case LoadConstantInstruction constant
            when constant.constantValue() instanceof String value && value.contains(text) ->
                code.ldc(code.constantPool().stringEntry(value.replace(text, other)));
            case InvokeDynamicInstruction concatenation
            when concatenation.bootstrapArgs().stream().anyMatch(each -> hasText(each, text)) ->
                code.invokedynamic(DynamicCallSiteDesc.of(
                        concatenation.bootstrapMethod(),
                        concatenation.name().stringValue(),
                        concatenation.typeSymbol(),
                        concatenation.bootstrapArgs().stream()
                                .map(each -> hasText(each, text) ? ((String) each).replace(text, other) : each)
                                .toArray(ConstantDesc[]::new)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean hasText(ConstantDesc constant, String text) {
        return constant instanceof String value && value.contains(text);
    }
}
