package io.newsbell.fcm;

/// Takes Google's place when no credentials are configured.
public interface StandIn {
    /// Starts it if it does not run yet.
    ///
    /// @throws NoFirebase if nothing is to take its place
    FcmEndpoint endpoint();

    /// There is neither Firebase nor anything in its place.
    final class NoFirebase extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public NoFirebase(String whatToDo) {
            super(whatToDo);
        }
    }
}
