using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Domain.Units;

/// <summary>The id that we give an order: 1 to 36 of <c>A-Z a-z 0-9 - _</c>, as the venue allows.</summary>
public readonly record struct ClientOrderId
{
    public const int LengthMax = 36;
    private readonly string? _value;

    private ClientOrderId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("ClientOrderId was never assigned.");

    public static bool TryCreate([NotNullWhen(true)] string? text, out ClientOrderId id)
    {
        var valid = text is { Length: > 0 and <= LengthMax } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        id = valid ? new(text!) : default;
        return valid;
    }

    public static ClientOrderId Create(string text) =>
        TryCreate(text, out var id) ? id : throw new ArgumentException($"'{text}' is not a client order id: 1 to {LengthMax} letters, digits, - or _.", nameof(text));

    public override string ToString() => _value ?? "–";
}
