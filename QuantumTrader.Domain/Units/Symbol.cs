using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Domain.Units;

/// <summary>A contract's name at the venue, such as <c>BTCUSDT</c>: 2 to 32 upper-case letters, digits or underscores.</summary>
public readonly record struct Symbol : IComparable<Symbol>
{
    public const int LengthMax = 32;
    private readonly string? _value;

    private Symbol(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("Symbol was never assigned.");

    /// <summary>For outside data: lower case is accepted and raised.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Symbol symbol)
    {
        var upper = text?.ToUpperInvariant();
        var valid = upper is { Length: >= 2 and <= LengthMax } && upper.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
        symbol = valid ? new(upper!) : default;
        return valid;
    }

    /// <summary>For our own constants; throws <see cref="ArgumentException"/> on a name that no venue uses.</summary>
    public static Symbol Create(string text) =>
        TryCreate(text, out var symbol) ? symbol : throw new ArgumentException($"'{text}' is not a symbol: 2 to {LengthMax} letters, digits or underscores.", nameof(text));

    public int CompareTo(Symbol other) => string.CompareOrdinal(_value, other._value);

    public static bool operator <(Symbol a, Symbol b) => a.CompareTo(b) < 0;
    public static bool operator >(Symbol a, Symbol b) => a.CompareTo(b) > 0;
    public static bool operator <=(Symbol a, Symbol b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Symbol a, Symbol b) => a.CompareTo(b) >= 0;

    public override string ToString() => _value ?? "–";
}
