using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QuantumTrader.Domain.Units;

/// <summary>One trade from plan to close: <c>epoch-number</c>, such as <c>1-42</c>; short, because client order ids carry it.</summary>
public readonly record struct TradeId
{
    public const int LengthMax = 24;
    private readonly string? _value;

    private TradeId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("TradeId was never assigned.");

    /// <summary>The epoch that the trade began under; null for ids of another form than <c>epoch-number</c>.</summary>
    public long? Epoch =>
        _value is { } text && text.IndexOf('-') is > 0 and var dash
        && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? epoch
            : null;

    public static bool TryCreate([NotNullWhen(true)] string? text, out TradeId id)
    {
        var valid = text is { Length: > 0 and <= LengthMax } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        id = valid ? new(text!) : default;
        return valid;
    }

    public static TradeId Create(string text) =>
        TryCreate(text, out var id) ? id : throw new ArgumentException($"'{text}' is not a trade id: 1 to {LengthMax} letters, digits or -.", nameof(text));

    public override string ToString() => _value ?? "–";
}
