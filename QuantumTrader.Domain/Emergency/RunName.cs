using System.Globalization;

namespace QuantumTrader.Domain.Emergency;

/// <summary>The name of a run: <c>9f2c41aa-…-1</c> is the first run of that emergency. One that was proved flat and had to begin anew is the second.</summary>
public static class RunName
{
    public static string Of(Guid emergencyId, int run) => string.Create(CultureInfo.InvariantCulture, $"{emergencyId:D}-{run}");

    /// <summary>The number of the run within its emergency; 0 for what is not a name. Names sort wrongly as text: -10 comes before -2.</summary>
    public static int NumberOf(string name) => TryParse(name, out _, out var run) ? run : 0;

    /// <summary>False for anything else, so that a name can be part of a path.</summary>
    public static bool TryParse(string text, out Guid emergencyId, out int run)
    {
        run = 0;
        var cut = text.LastIndexOf('-');
        return Guid.TryParseExact(cut < 0 ? text : text[..cut], "D", out emergencyId)
            && int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out run)
            && run > 0;
    }
}
