using System.Globalization;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>What is switched off as text: a line for each, <c>BTCUSDT Buy 2026-03-01T12:00:00.0000000+00:00 10 00:01:00</c>.</summary>
internal static class SwitchedOffText
{
    private const int Fields = 5;

    public static string Of(IReadOnlyList<SwitchedOff> all) => string.Join('\n', all.Select(off => string.Create(
        CultureInfo.InvariantCulture, $"{off.Symbol} {off.Side} {off.SinceUtc:O} {off.Executions} {off.Window:c}")));

    /// <summary>Throws <see cref="FormatException"/>: half a list would switch the rest on.</summary>
    public static IReadOnlyList<SwitchedOff> Read(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line)];

    private static SwitchedOff Line(string line)
    {
        var fields = line.Split(' ');
        return fields.Length == Fields
            && Symbol.TryCreate(fields[0], out var symbol)
            && Enum.TryParse<OrderSide>(fields[1], out var side) && Enum.IsDefined(side)
            && DateTimeOffset.TryParseExact(fields[2], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since)
            && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var executions)
            && TimeSpan.TryParseExact(fields[4], "c", CultureInfo.InvariantCulture, out var window)
                ? new SwitchedOff(symbol, side, since, executions, window)
                : throw new FormatException($"'{line}' does not say what is switched off.");
    }
}
