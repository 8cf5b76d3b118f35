using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// The sessions. A session lives in the database and, for at most <see cref="AccessOptions.RecheckAfter"/>, in memory; what is
/// changed here holds here at once.
/// </summary>
public interface ISessions
{
    Task<SessionFacts> StartAsync(UserFacts user, bool byTotp, string? address, string? agent, CancellationToken stopping);

    /// <summary>
    /// Who this session is now; null when it is over: ended, idle or too old, its user disabled, or the user's stamp changed. While
    /// the database is away, what was known holds for <see cref="AccessOptions.RecheckAfter"/>; after that, until it is idle or too
    /// old, it is good for seeing and stopping only (the roles Viewer and Operator at most), because stopping needs no database.
    /// </summary>
    ValueTask<Caller?> FindAsync(Guid id, string? address, CancellationToken stopping);

    /// <summary>A keystroke or a click. False when the session is over.</summary>
    Task<bool> TouchAsync(Guid id, CancellationToken stopping);

    /// <summary>The password was proved again, with the second factor or without. The session takes over the user's present stamp, so that it survives the change of the own password; one that is over stays over.</summary>
    Task FreshenAsync(Guid id, bool byTotp, CancellationToken stopping);

    Task EndAsync(Guid id, CancellationToken stopping);

    /// <summary>All of a user's, but for one.</summary>
    Task EndAllAsync(Guid userId, Guid? except, CancellationToken stopping);

    /// <summary>Those that are not over, newest first.</summary>
    Task<IReadOnlyList<SessionFacts>> ListAsync(Guid userId, CancellationToken stopping);
}
