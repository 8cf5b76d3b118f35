using System.Runtime.InteropServices;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The system's clock, with time stamps that go on while the machine sleeps: the usual ones of Linux stand still then, and a lease
/// that ran out during a sleep would look alive afterwards. Windows counts sleep anyway; macOS does not, so it is not for a stand-by pair.
/// </summary>
public sealed class BootTimeProvider : TimeProvider
{
    private const int BootTime = 7; // CLOCK_BOOTTIME
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static readonly BootTimeProvider Instance = new();

    private static readonly bool IsUsable = OperatingSystem.IsLinux() && GetTime(BootTime, out _) == 0;

    private BootTimeProvider()
    {
    }

    public override long TimestampFrequency => IsUsable ? NanosecondsPerSecond : base.TimestampFrequency;

    public override long GetTimestamp() =>
        IsUsable && GetTime(BootTime, out var now) == 0 ? ((long)now.Seconds * NanosecondsPerSecond) + now.Nanoseconds : base.GetTimestamp();

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
