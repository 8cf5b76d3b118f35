using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Ui.Shared;

/// <summary>Users that a test sets, behind the matrix; writes down what was asked for.</summary>
internal sealed class FakeUsers(TimeProvider time) : IUserControl
{
    public List<UserFacts> All { get; } = [];
    public List<SessionFacts> Sessions { get; } = [];
    public List<string> Done { get; } = [];
    public string? Refusal { get; set; }
    public Exception? Failure { get; set; }

    public static UserFacts User(int number, string name, Roles roles, bool isDisabled = false) =>
        new(new Guid(number, 1, 0, new byte[8]), name, roles, isDisabled, true, false, "stamp", Pictures.At, null);

    public Task<Guarded<IReadOnlyList<UserFacts>>> ListAsync(Caller caller, CancellationToken stopping) =>
        Failure is { } failure ? Task.FromException<Guarded<IReadOnlyList<UserFacts>>>(failure) : Answer<IReadOnlyList<UserFacts>>(caller, AccessAction.SeeUsers, () => [.. All]);

    public Task<Guarded<NewUser>> CreateAsync(Caller caller, string name, Roles roles, CancellationToken stopping) => Answer(caller, AccessAction.ManageUsers, () =>
    {
        Done.Add($"create {name}: {RoleNames.Text(roles)}");
        return Refusal is null ? new NewUser(User(9, name, roles), null, "the-token") : new NewUser(null, Refusal, null);
    });

    public Task<Guarded<UserChange>> SetRolesAsync(Caller caller, Guid id, Roles roles, string reason, CancellationToken stopping) => Change(caller, $"roles {RoleNames.Text(roles)}: {reason}");

    public Task<Guarded<UserChange>> SetDisabledAsync(Caller caller, Guid id, bool isDisabled, string reason, CancellationToken stopping) => Change(caller, $"disabled {isDisabled}: {reason}");

    public Task<Guarded<string>> IssueLinkAsync(Caller caller, Guid id, string reason, CancellationToken stopping) => Answer(caller, AccessAction.ManageUsers, () =>
    {
        Done.Add($"link: {reason}");
        return "the-token";
    });

    public Task<Guarded<IReadOnlyList<SessionFacts>>> ListSessionsAsync(Caller caller, Guid id, CancellationToken stopping) => Answer<IReadOnlyList<SessionFacts>>(caller, AccessAction.SeeUsers, () => [.. Sessions]);

    public Task<Guarded<bool>> EndSessionsAsync(Caller caller, Guid id, string reason, CancellationToken stopping) => Answer(caller, AccessAction.ManageUsers, () =>
    {
        Done.Add($"sessions ended: {reason}");
        return true;
    });

    private Task<Guarded<UserChange>> Change(Caller caller, string what) => Answer(caller, AccessAction.ManageUsers, () =>
    {
        Done.Add(what);
        return new UserChange(Refusal is null ? All[0] : null, Refusal);
    });

    private Task<Guarded<T>> Answer<T>(Caller caller, AccessAction action, Func<T> deed) => Task.FromResult<Guarded<T>>(
        ActionMatrix.Refusal(caller, action, time.GetUtcNow(), TimeSpan.FromMinutes(5)) is { } refusal ? new Guarded<T>.Refused(refusal) : new Guarded<T>.Done(deed()));
}
