package io.jenkins.plugins.promotion.engine.schedule;

import java.time.Instant;

/** What is open at some times and closed at others. An immutable value; the same moment has the same answer always. */
public sealed interface Timetable permits OpenHours, Closure {
    /** The zone by whose clocks it goes. */
    ZoneName zone();

    /** Whether it is open at that moment, and when that changes. */
    Phase at(Instant moment);

    /** From when on it repeats itself without end, so that what it does once after that it does forever. */
    Instant settledFrom();
}
