using System.Globalization;

namespace QuantumTrader.FakeVenue;

/// <summary>The parameters of a call with the venue's refusals for what is missing (-1102) or cannot be read (-1100).</summary>
public sealed class RestParameters(IReadOnlyDictionary<string, string> values)
{
    public static RestParameters Empty { get; } = new(new Dictionary<string, string>());

    public IReadOnlyDictionary<string, string> All => values;

    public string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public string Mandatory(string name) => Text(name) ?? throw Missing(name);

    public long? Long(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Illegal(name, "^[0-9]{1,20}$");

    public decimal? Decimal(string name) => Text(name) is not { } text ? null
        : text.Length <= 41 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value
        : throw Illegal(name, @"^([0-9]{1,20})(\.[0-9]{1,20})?$");

    public bool? Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Illegal(name, "true or false"),
    };

    /// <summary>Within the bounds, or the bound.</summary>
    public int Limit(string name, int standard, int max) => (int)Math.Clamp(Long(name) ?? standard, 1, max);

    public static VenueException Missing(string name) =>
        new(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    private static VenueException Illegal(string name, string range) =>
        new(-1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");
}
