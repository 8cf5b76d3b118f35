using System.Numerics;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// The stable upper-case word of each denial, as screens show it, alerts filter it and runbooks are filed under it.
/// A word never changes its meaning; a new meaning gets a new word.
/// </summary>
public static class DenialCodes
{
    private static readonly DenialSet[] Bits = [.. Enum.GetValues<DenialSet>().Where(bit => bit != DenialSet.None)];
    private static readonly string[] Codes = [.. Bits.Select(bit => UpperSnake(bit.ToString()))];

    /// <summary>Every single reason, in the order in which the gate checks.</summary>
    public static IReadOnlyList<DenialSet> All => Bits;

    /// <summary>The word of one reason. Throws <see cref="ArgumentOutOfRangeException"/> for none, several or an unknown bit.</summary>
    public static string CodeOf(DenialSet reason)
    {
        var index = BitOperations.TrailingZeroCount((ulong)reason);
        return BitOperations.IsPow2((ulong)reason) && index < Codes.Length
            ? Codes[index]
            : throw new ArgumentOutOfRangeException(nameof(reason), reason, "One known denial is needed.");
    }

    /// <summary>The words of all reasons in the set; empty when the order is allowed.</summary>
    public static IReadOnlyList<string> CodesOf(DenialSet denials) => [.. Singles(denials).Select(CodeOf)];

    /// <summary>The page that says what to do, relative to the root of the repository.</summary>
    public static string RunbookOf(string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return $"docs/runbooks/{string.Concat(code.Select(c => c == '_' ? '-' : char.ToLowerInvariant(c)))}.md";
    }

    internal static IEnumerable<DenialSet> Singles(DenialSet denials) => Bits.Where(bit => (denials & bit) != DenialSet.None);

    /// <summary>PolicyStale becomes POLICY_STALE.</summary>
    private static string UpperSnake(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
