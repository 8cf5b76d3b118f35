using System.Diagnostics;
using System.Globalization;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// Which process it is, so that it can be told apart from a later one that was given the same number. Written into the data directory
/// by whoever holds it.
/// </summary>
/// <param name="Id">As the operating system numbers it.</param>
/// <param name="Started">When it began, by the operating system's own count; empty when that was not written down.</param>
/// <param name="Place">The machine's start and the space of process numbers that <paramref name="Id"/> belongs to: a container has its own.</param>
public sealed record EngineProcess(int Id, string Started, string Place)
{
    private const int StartedField = 19; // of those after the command's name; see proc_pid_stat(5)

    /// <summary>The process numbers mean the same here as where it was written down.</summary>
    public bool IsHere => Place == PlaceOfThis();

    /// <summary>The very process still runs. False also when that cannot be told.</summary>
    public bool IsAlive => IsHere && Started.Length > 0 && StartedOf(Id) == Started;

    public static EngineProcess Current() => new(Environment.ProcessId, StartedOf(Environment.ProcessId) ?? "", PlaceOfThis());

    /// <summary>Null for what is no such line. One that holds the number alone cannot be told from another process.</summary>
    public static EngineProcess? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? new EngineProcess(id, parts.Length > 1 ? parts[1] : "", parts.Length > 2 ? parts[2] : "")
            : null;
    }

    /// <summary>Ends it at once, without asking. False when it is not, or no longer, that very process, or may not be ended by this user.</summary>
    public bool TryKill()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            if (!IsAlive) // after the handle was taken: from here on it is the one that was meant, or gone
            {
                return false;
            }

            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Started} {Place}").TrimEnd();

    /// <summary>Null when no such process runs.</summary>
    private static string? StartedOf(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
            }

            // Counted from the machine's start: no step of the wall clock moves it. The name before it may hold anything, also brackets.
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > StartedField && fields[0] is not ("Z" or "X") ? fields[StartedField] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string PlaceOfThis()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.MachineName.Replace(' ', '_');
        }

        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var numbers = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
            return $"{boot}/{numbers}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName.Replace(' ', '_');
        }
    }
}
