using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Api.Trading;

/// <summary>The engine's last picture, where it is new enough to be told.</summary>
internal static class Picture
{
    /// <summary>The engine makes four a second.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(3);

    /// <summary>Null when it can be told; else why not.</summary>
    public static ApiAnswer? Problem(EngineView? view, DateTimeOffset nowUtc) =>
        view is null ? ApiProblems.Of(ProblemKind.EngineUnavailable, "The engine has not made its first picture yet; try again in a moment.")
        : IsOld(view.AtUtc, nowUtc, AgeMax) ? Stale("the engine's picture", view.AtUtc, nowUtc)
        : null;

    /// <summary>For a part of the picture that has a time of its own.</summary>
    public static ApiAnswer? Problem(string what, DateTimeOffset? atUtc, TimeSpan ageMax, DateTimeOffset nowUtc) =>
        IsOld(atUtc, nowUtc, ageMax) ? Stale(what, atUtc, nowUtc) : null;

    /// <summary>An instance that stands by does not follow the account.</summary>
    public static ApiAnswer? OfLeader(EngineView view) => view.Storage?.Role == EngineRole.Leader
        ? null
        : ApiProblems.Of(ProblemKind.Standby, "This instance stands by and does not follow the account; ask the one that leads.");

    private static bool IsOld(DateTimeOffset? atUtc, DateTimeOffset nowUtc, TimeSpan ageMax) => !(nowUtc - atUtc <= ageMax);

    private static ApiAnswer Stale(string what, DateTimeOffset? atUtc, DateTimeOffset nowUtc) => ApiProblems.Of(
        ProblemKind.PictureStale,
        atUtc is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{what} is {(nowUtc - at).TotalSeconds:0.0} s old: too old to be told as the present. Look at health.")
            : $"{what} has not been read yet. Look at health.");
}
