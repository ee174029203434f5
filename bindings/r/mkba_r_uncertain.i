/* Simulations, and whatever else takes long: how their arguments cross. */

/* NULL is no function, but interrupts work. */
%typemap(rtype) (mkba_progress progress, void *data) "function"
%typemap(scoercein) (mkba_progress progress, void *data) ""
%typemap(scheck) (mkba_progress progress, void *data) ""
%typemap(in) (mkba_progress progress, void *data) (mkba_r_watch watch_) %{
    if ($input != R_NilValue && !Rf_isFunction($input))
        mkba_r_refuse("progress", "a function of what is done and what there is to do, or NULL");
    watch_ = (mkba_r_watch){.callable = $input, .token = Rf_protect(R_MakeUnwindCont())};
    r_nprotect++;
    $1 = mkba_r_progress;
    $2 = &watch_;
%}
%typemap(check) (mkba_progress progress, void *data) ""
%typemap(freearg) (mkba_progress progress, void *data) ""
