using System.Globalization;

namespace QuantumTrader.Web.Commands;

/// <summary><c>--fresh</c>: the old data directory is moved aside, never deleted.</summary>
public static class FreshStart
{
    /// <summary>Returns where it went; null when there was none. The caller has made sure that no process holds it.</summary>
    public static string? MoveAside(string directory, DateTimeOffset nowUtc)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        var stamp = nowUtc.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var aside = $"{directory.TrimEnd(Path.DirectorySeparatorChar)}.old-{stamp}";
        for (var n = 2; Directory.Exists(aside); n++)
        {
            aside = $"{directory.TrimEnd(Path.DirectorySeparatorChar)}.old-{stamp}-{n.ToString(CultureInfo.InvariantCulture)}";
        }

        Directory.Move(directory, aside);
        return aside;
    }
}
