using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QuantumTrader.Benchmarks;

/// <summary>
/// Time that this thread spent on a core, which is what a core can do, however busy the machine is. Where the system has no
/// such clock (not Linux) it is the wall clock, and <see cref="IsCpuTime"/> says so.
/// </summary>
public static class CpuClock
{
    private const int ThreadCpuTime = 3;
    private const int Children = -1;

    public static bool IsCpuTime { get; } = OperatingSystem.IsLinux();

    public static long Nanoseconds
    {
        get
        {
            if (!IsCpuTime)
            {
                return (long)Stopwatch.GetElapsedTime(0).TotalNanoseconds;
            }

            return ClockGetTime(ThreadCpuTime, out var at) == 0
                ? (at.Seconds * 1_000_000_000L) + at.Nanoseconds
                : throw new InvalidOperationException("The system gave no time for this thread.");
        }
    }

    /// <summary>Core time of all child processes that have ended and were waited for; 0 where the system does not say.</summary>
    public static double ChildrenSeconds => IsCpuTime && GetUsage(Children, out var u) == 0
        ? u.UserSeconds + u.SystemSeconds + ((u.UserMicroseconds + u.SystemMicroseconds) / 1e6)
        : 0.0;

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetUsage(int who, out Usage usage);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec at);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)] // only the beginning is read
    private struct Usage
    {
        public nint UserSeconds;
        public nint UserMicroseconds;
        public nint SystemSeconds;
        public nint SystemMicroseconds;
    }
}
