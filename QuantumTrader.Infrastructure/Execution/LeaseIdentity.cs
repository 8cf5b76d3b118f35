using System.Globalization;
using System.Text;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// Who asks for the lease. The id is new for every process: a copied data directory, or a machine that was cloned, must not pass
/// for the process that it was copied from.
/// </summary>
/// <param name="Id">Compared by the store.</param>
/// <param name="Text">For people.</param>
internal sealed record LeaseIdentity(string Id, string Text)
{
    private const int TextLengthMax = 120;
    private const int ShortId = 8;

    public static LeaseIdentity Of(string journalId, Guid process) => new($"{journalId}:{process:N}", TextOf(journalId));

    /// <summary>Such as <c>trader-1, process 4711, journal 9f2c41aa</c>.</summary>
    public static string TextOf(string journalId)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}, process {Environment.ProcessId}");
        return Plain(journalId.Length == 0 ? text : $"{text}{JournalOf(journalId)}");
    }

    /// <summary>How <see cref="TextOf"/> ends.</summary>
    public static string JournalOf(string journalId) => $", journal {journalId.AsSpan(0, Math.Min(ShortId, journalId.Length))}";

    /// <summary>What another process wrote about itself, made fit for a screen.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(TextLengthMax);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, TextLengthMax)))
        {
            plain.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return plain.ToString();
    }
}
