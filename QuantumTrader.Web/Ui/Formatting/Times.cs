using System.Globalization;

namespace QuantumTrader.Web.Ui.Formatting;

/// <summary>Times and ages as text; always UTC.</summary>
public static class Times
{
    /// <summary>0.42 s becomes <c>0.4 s</c>, 75 s <c>1 min 15 s</c>, 2.1 h <c>2 h 06 min</c>, 3 days <c>3 d 0 h</c>. A negative age says that the clocks disagree.</summary>
    public static string Age(TimeSpan age) => age.Ticks < 0 ? "in the future" : Duration(age);

    public static string Duration(TimeSpan length) => length switch
    {
        _ when length < TimeSpan.Zero => "−" + Duration(length.Negate()),
        { TotalSeconds: < 9.95 } => Invariant($"{length.TotalSeconds:0.0} s"),
        { TotalSeconds: < 60 } => Invariant($"{Math.Floor(length.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => Invariant($"{length.Minutes} min {length.Seconds:00} s"),
        { TotalHours: < 24 } => Invariant($"{length.Hours} h {length.Minutes:00} min"),
        _ => Invariant($"{length.Days} d {length.Hours} h"),
    };

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Full(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Today only the time of day, else with the date: a stop from last week must not look like one from this morning.</summary>
    public static string Since(DateTimeOffset at, DateTimeOffset nowUtc) =>
        at.UtcDateTime.Date == nowUtc.UtcDateTime.Date
            ? at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)
            : at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
