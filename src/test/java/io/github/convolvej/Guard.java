package io.github.convolvej;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/**
 * A class of tests that measure time, or what the garbage collector has left. How
 * busy the machine is may change what they measure, so they are no part of the
 * default build: {@code mvn -Pguard verify} runs the guards, and nothing else.
 * <p>
 * A guard measures CPU time beside a {@link Yardstick}, in turns, and never the
 * time on the wall. What is asserted without a clock is in a class without this
 * annotation. {@link GuardTest} finds classes that read a clock and are no guards.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("guard")
public @interface Guard {}
