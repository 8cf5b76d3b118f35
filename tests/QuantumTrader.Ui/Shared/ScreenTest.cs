using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Events;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Ui.Shared;

/// <summary>A rendered part of the screen over fake edges and a clock that the test turns.</summary>
public abstract class ScreenTest : IAsyncLifetime
{
    private protected BunitContext Screen { get; } = new();
    private protected FakeTimeProvider Clock { get; } = new(Pictures.At);
    private protected FakeViews Views { get; } = new();
    private protected FakeActions Actions { get; } = new();
    /// <summary>Anna, who may everything; a test may make her somebody else.</summary>
    private protected FixedCaller Who { get; } = new(Callers.Person(RoleNames.All, Pictures.At));
    private protected FakeApprovals Approvals { get; }
    private protected FakeAccounts Accounts { get; }
    private protected FakeDeadLetters DeadLetters { get; } = new();
    private protected FakeEventTail Tail { get; } = new();
    private protected FakeAlerts Alerts { get; } = new();
    private protected FakeStop Stop { get; } = new();
    private protected FakeManualClose ManualClose { get; } = new();
    private protected FakePolicyActions Policy { get; } = new();
    private protected IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;
    private protected IRenderedComponent<MudSnackbarProvider> Snackbars { get; private set; } = null!;

    protected ScreenTest()
    {
        Accounts = new(Who, Clock);
        Approvals = new(Clock);
    }

    public virtual Task InitializeAsync()
    {
        Screen.JSInterop.Mode = JSRuntimeMode.Loose;
        Screen.Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Screen.Services.AddLogging();
        Screen.Services.AddSingleton<TimeProvider>(Clock);
        Screen.Services.AddSingleton<IEngineViews>(Views);
        Screen.Services.AddSingleton<IOperatorActions>(Actions);
        Screen.Services.AddSingleton<IAccessGate>(new MatrixGate(Clock));
        Screen.Services.AddSingleton<ICallerSource>(Who);
        Screen.Services.AddSingleton<IPolicyActions>(Policy);
        Screen.Services.AddOptions<AccessOptions>();
        Screen.Services.AddSingleton<IResetLimits, ResetLimits>();
        Screen.Services.AddSingleton<ITradingControl, TradingControl>();
        Screen.Services.AddSingleton<IStopActions>(Stop);
        Screen.Services.AddSingleton<IStopControl, QuantumTrader.Web.Access.StopControl>();
        Screen.Services.AddSingleton<IAccountControl>(Accounts);
        Screen.Services.AddSingleton<IApprovalControl>(Approvals);
        Screen.Services.AddSingleton<OperatorStop>();
        Screen.Services.AddTransient<ResetDesk>();
        Screen.Services.AddScoped<ScreenDeeds>();
        Screen.Services.AddSingleton<AntiforgeryStateProvider, FixedFormToken>();
        Screen.Services.AddSingleton<IDeadLetterActions>(DeadLetters);
        Screen.Services.AddSingleton<IEventTail>(Tail);
        Screen.Services.AddSingleton<IAlertControl>(Alerts);
        Screen.Services.AddSingleton<IAlertCount>(Alerts);
        Screen.Services.AddSingleton<IManualCloseControl>(ManualClose);
        Screen.Services.AddOptions<RedisOptions>();
        AddServices(Screen.Services);
        Screen.Render<MudPopoverProvider>();
        Dialogs = Screen.Render<MudDialogProvider>();
        Snackbars = Screen.Render<MudSnackbarProvider>();
        return Task.CompletedTask;
    }

    /// <summary>What a test's page needs beside the rest.</summary>
    private protected virtual void AddServices(IServiceCollection services)
    {
    }

    // Asynchronously: MudBlazor's services cannot be disposed otherwise.
    public async Task DisposeAsync() => await Screen.DisposeAsync();

    private protected Task ShowDialogAsync<TDialog>()
        where TDialog : IComponent =>
        Dialogs.InvokeAsync(() => Screen.Services.GetRequiredService<IDialogService>().ShowAsync<TDialog>());

    /// <summary>Ages every value on the screen; the one-second tick redraws.</summary>
    private protected void PassTime(TimeSpan time) => Clock.Advance(time);
}
