package io.newsbell.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process has cost so far, as Linux counts it.
public final class Usage {
    /// USER_HZ: 100 on every Linux, whatever the kernel's own clock.
    private static final double TICKS_PER_SECOND = 100;

    /// The fields of `/proc/PID/stat` after the name in parentheses: user and system time, and those of
    /// children that have ended.
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    /// The fields of the first line of `/proc/stat`: its name, user, nice, system, idle, waiting,
    /// interrupts, soft interrupts; guests are within user.
    private static final int IDLE = 4;

    private static final int MACHINE_TIMES = 7;
    private static final double KIB_PER_MIB = 1_024;

    private Usage() {}

    /// CPU seconds of a process, of its children and of those that have ended.
    static double cpuSeconds(ProcessHandle process) {
        return family(process).mapToDouble(Usage::ownCpuSeconds).sum();
    }

    /// CPU seconds of everything that has run on this machine since it was started, idling and waiting left
    /// out.
    public static double machineCpuSeconds() {
        try {
            var all =
                    Files.readAllLines(Path.of("/proc/stat")).getFirst().strip().split(" +");
            return Stream.of(all)
                                    .skip(1)
                                    .limit(MACHINE_TIMES)
                                    .mapToLong(Long::parseLong)
                                    .sum()
                            / TICKS_PER_SECOND
                    - (Long.parseLong(all[IDLE]) + Long.parseLong(all[IDLE + 1])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// CPU seconds of this process.
    public static double ownCpuSeconds() {
        return ownCpuSeconds(ProcessHandle.current());
    }

    /// The most memory that the process has held, in MiB.
    static double peakMebibytes(ProcessHandle process) {
        return number(process, "status", "VmHWM:") / KIB_PER_MIB;
    }

    /// What a process holds now, in MiB.
    static double residentMebibytes(ProcessHandle process) {
        return number(process, "status", "VmRSS:") / KIB_PER_MIB;
    }

    static double threads(ProcessHandle process) {
        return number(process, "status", "Threads:");
    }

    /// What a process and its children hold now, in MiB; memory that several share is counted once.
    static double proportionalMebibytes(ProcessHandle process) {
        return family(process)
                        .mapToDouble(each -> number(each, "smaps_rollup", "Pss:"))
                        .sum()
                / KIB_PER_MIB;
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static double ownCpuSeconds(ProcessHandle process) {
        var stat = String.join(" ", lines(process, "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return Stream.of(fields)
                        .skip(FIRST_TIME)
                        .limit(TIMES)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static double number(ProcessHandle process, String file, String name) {
        return lines(process, file).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }

    /// Nothing, if the process has ended in the meantime.
    private static List<String> lines(ProcessHandle process, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
