using System.Globalization;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// One file of the journal, <c>{first sequence, 20 digits}.jsonl</c>. Its name is a promise: every line at or above the next
/// segment's first sequence was left by a write that failed, and is not part of the journal.
/// </summary>
/// <param name="LastSequenceMax">The highest sequence that may be read from it.</param>
internal readonly record struct Segment(string Name, long FirstSequence, long LastSequenceMax)
{
    public const string Extension = ".jsonl";
    private const int Digits = 20;

    public static string NameOf(long firstSequence) => firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>In order; files of other names are not segments.</summary>
    public static IReadOnlyList<Segment> List(IDisk disk, string directory)
    {
        var firsts = disk.List(directory).Select(FirstOf).OfType<long>().Order().ToArray();
        return [.. firsts.Select((first, i) => new Segment(NameOf(first), first, i + 1 < firsts.Length ? firsts[i + 1] - 1 : long.MaxValue))];
    }

    private static long? FirstOf(string name) =>
        name.Length == Digits + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first > 0
            ? first
            : null;
}
